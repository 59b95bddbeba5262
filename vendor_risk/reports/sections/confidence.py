"""Findings with owner and date, how sure the numbers are, and how they are made."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.assessments.results.explanation import short
from vendor_risk.changes.pages import MONTHS
from vendor_risk.heatmaps.heatmap import Cell
from vendor_risk.i18n import language
from vendor_risk.improvement import words as improvement_words
from vendor_risk.organizations.names import display
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import Block, Bullets, Column, Paragraph, Section, Table, Value
from vendor_risk.web.paging import Page


def findings(material: Material) -> Section:
    """Findings past their date, and risks that somebody accepted, each with owner and date."""
    counts, accepted = material.findings, material.accepted
    said = _(
        "%(overdue)s of %(open)s open findings are past their date, and %(ownerless)s have no owner.",
        overdue=counts["overdue"], open=counts["open"], ownerless=counts["ownerless"],
    )  # fmt: skip
    if not counts["open"]:
        said = _("No finding is open.")
    blocks: list[Block] = []
    if material.overdue.total:
        blocks.append(_findings(_("Overdue findings, the worst first"), material.overdue, most=12))
    if accepted.total:
        blocks.append(_findings(_("Exceptions: risks that were accepted"), accepted, most=8))
    else:
        blocks.append(Paragraph(_("No risk has been accepted as an exception."), "muted"))
    return Section("findings", _("Findings and exceptions"), said, tuple(blocks))


def _findings(caption: str, page: Page[Any], most: int) -> Table:
    severities = improvement_words.severities()
    columns = (
        Column(_("Organization"), width=2.2),
        Column(_("Finding"), width=2.8),
        Column(_("Severity"), width=0.8),
        Column(_("Owner"), width=1.4),
        Column(_("Due"), "date", 1.0),
    )
    rows: list[tuple[Value, ...]] = []
    for row in page.rows:
        question = domain_questionnaire(row.questionnaire_version_id).by_id.get(row.question_id)
        title = short(question) if question else row.question_id
        owner = row.owner or _("nobody")
        rows.append((display(row, language()), title, severities[row.severity], owner, row.due_on))
    return Table(caption, columns, rows, total=page.total, most=most)


def sureness(material: Material) -> Section:
    """What is stale, only self-declared or unknown, and what goes stale when nobody is asked again."""
    now, n = material.numbers["now"], material.numbers
    label = _("How sure we are")
    said = _("No vendor has an accepted result yet.")
    if now.mean is not None:
        said = _(
            "Of the %(mean)s points vendors score on average, %(open)s rest on their own word only; %(stale)s results "
            "are out of date.",
            mean=f"{now.mean:.0f}", open=f"{now.unsupported:.0f}", stale=now.stale,
        )  # fmt: skip
    blocks: list[Block] = []
    if material.weakly:
        blocks.append(_weakly(material))
    if material.story:
        said_when = [_goes_stale(months, number) for months, number in material.story["stale"]]
        told = _("Results past their validity if nobody is asked again: %(when)s.", when=words.listed(said_when))
        blocks.append(Paragraph(told))
    unknown = material.chain["unknown"]
    if unknown:
        columns = (
            Column(_("Organization"), width=3),
            Column(_("Own risk at worst"), "share"),
            Column(_("The group’s exposure would rise by"), "change"),
        )
        rows = tuple((material.name(row.node), row.high, row.rise) for row in unknown)
        caption = _("Ask first: nobody has assessed them")
        blocks.append(Table(caption, columns, rows, total=max(n["unknown"][1], len(rows)), most=8))
    return Section("sureness", label, said, tuple(blocks))


def _goes_stale(months: int, number: int) -> str:
    if months == MONTHS[0]:
        return str(_("now %(number)s", number=number))
    return str(ngettext("in %(num)s month %(number)s", "in %(num)s months %(number)s", months, number=number))


def _weakly(material: Material) -> Table:
    columns = (
        Column(_("Vendor"), width=2.6),
        Column(_("Tier"), width=0.8),
        Column(_("Score"), "grade", 0.8),
        Column(_("Supported by evidence"), "score", 1.0),
        Column(_("Valid until"), "date", 1.1),
    )
    rows: list[tuple[Value, ...]] = [
        (
            display(row, language()),
            row.tier,
            Cell(row.score, row.assured, row.grade or "", (row.assured or 0) < row.score / 2,
                 row.valid_until < material.today, unknown=False, knocked=False),
            row.assured,
            row.valid_until,
        )
        for row in material.weakly
    ]  # fmt: skip
    return Table(_("Critical and important vendors to ask again or to ask for evidence"), columns, rows, most=8)


def method(material: Material) -> Section:
    """How the numbers are made, in half a page."""
    said = _("Every number here comes from answers that can be replayed, by rules that are the same for everybody.")
    items = (
        _("Score (0–100): how far the answers reach the targets of the organization’s tier. What is stronger elsewhere "
          "never hides a gap; what was not answered counts 0."),
        _("Grade: A to E by the score. A critical question below its least level limits the grade, however good the "
          "rest is."),
        _("Supported by evidence: each answer counts only as far as its evidence carries it, from a self-declaration "
          "to a visit on site."),
        _("Own risk: what a vendor’s service could do to us, less what its supported score takes off. Without a "
          "result it is unknown: between nothing and all of it, never simply 0."),
        _("Exposure: own risk and what arrives through the chain of suppliers, weighed by how much each rests on the "
          "next. The group’s exposure is the mean over its critical services, from 0 % (none) to 100 % (certain)."),
        _("A range goes from what is known to the worst case, in which everybody unknown is as bad as can be."),
        _("Points are points of the scale 0–100. Nothing is compared with other groups: no such numbers are invented."),
    )  # fmt: skip
    facts = _("Data as of %(day)s; scoring rules %(rules)s; %(chain)s organizations in the chain, %(unknown)s of them "
              "without a result.", day=words.day(material.today), rules=material.rules_version,
              chain=material.chain["numbers"]["chain"], unknown=material.chain["numbers"]["unknown"])  # fmt: skip
    return Section("method", _("How the numbers are made"), said, (Bullets(items), Paragraph(facts, "muted")))
