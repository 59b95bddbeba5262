"""Findings with owner and date, how sure the numbers are, and how they are made."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.assessments.results.explanation import short
from vendor_risk.assessments.results.figures import BACKED, GRADE, SCORE
from vendor_risk.changes.comparison import MONTHS
from vendor_risk.changes.figures import GRADED, SELF_DECLARED, STALE
from vendor_risk.exposure.figures import EXPOSURE, OWN, UNKNOWN
from vendor_risk.exposure.pictures.figures import RISE
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.i18n import colon, language, listed
from vendor_risk.improvement import words as improvement_words
from vendor_risk.improvement.queries import FindingRow
from vendor_risk.organizations.names import display
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import (
    Block,
    Bullets,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
    Value,
    paper_figure,
)
from vendor_risk.web.paging import Page


def findings(material: Material) -> PaperSection:
    """Findings past their date, and risks that somebody accepted, each with owner and date."""
    counts, accepted = material.findings, material.accepted
    said = _(
        "Open findings: %(open)s (%(overdue)s overdue, %(ownerless)s without an owner).",
        overdue=counts.overdue, open=counts.open, ownerless=counts.ownerless,
    )  # fmt: skip
    if not counts.recorded:
        said = _(
            "No findings recorded yet. Findings are recorded when a reviewer accepts answers that fall short of "
            "their targets."
        )
    elif not counts.open:
        said = _("There are no open findings.")
    blocks: list[Block] = []
    if material.overdue.total:
        blocks.append(_findings(_("Overdue findings, most severe first"), material.overdue, most=12))
    if accepted.total:
        blocks.append(_findings(_("Exceptions (accepted risks)"), accepted, most=8))
    elif counts.recorded:
        blocks.append(Paragraph(_("No risks have been accepted as exceptions."), "muted"))
    return PaperSection("findings", _("Findings and exceptions"), said, tuple(blocks))


def _findings(caption: str, page: Page[FindingRow], most: int) -> PaperTable:
    severities = improvement_words.severities()
    columns = (
        PaperColumn(_("Organisation"), width=2.2),
        PaperColumn(_("Finding"), width=2.8),
        PaperColumn(_("Severity"), width=0.8),
        PaperColumn(_("Owner"), width=1.4),
        PaperColumn(_("Due"), "date", 1.0),
    )
    rows: list[tuple[Value, ...]] = []
    for row in page.rows:
        question = domain_questionnaire(row.questionnaire_version_id).by_id.get(row.question_id)
        title = short(question) if question else row.question_id
        owner = improvement_words.owner(row) or _("Not assigned")
        rows.append((display(row, language()), title, severities[row.severity], owner, row.due_on))
    return PaperTable(caption, columns, rows, total=page.total, most=most)


def sureness(material: Material) -> PaperSection:
    """What is stale, only self-declared or unknown, and what goes stale when nobody is asked again."""
    now, n = material.numbers.now, material.numbers
    label = _("Reliability of the results")
    said = _("No vendor has an accepted result yet.")
    if now.mean is not None:
        said = _(
            "Vendors score %(mean)s points on average; %(open)s of these points are not evidence-backed. Expired "
            "results: %(stale)s.",
            mean=material.readings.mean.text, open=material.readings.self_declared.text, stale=now.stale,
        )  # fmt: skip
    blocks: list[Block] = []
    if material.weakly:
        blocks.append(_weakly(material))
    if material.story and now.mean is not None:
        said_when = [_goes_stale(months, number) for months, number in material.story.stale]
        told = _("Vendors with expired results if none are reassessed: %(when)s.", when=listed(said_when))
        blocks.append(Paragraph(told))
    unknown = material.chain.answers.unknown
    if unknown:
        columns = (
            PaperColumn(_("Organisation"), width=3),
            paper_figure(OWN, "share", label=_("Own risk (worst case)")),
            paper_figure(RISE, "change"),
        )
        rows = tuple((material.name(row.node), row.high, row.rise) for row in unknown)
        caption = _("Unassessed organisations to assess first")
        blocks.append(PaperTable(caption, columns, rows, total=max(n.unknown[1], len(rows)), most=8))
    return PaperSection("sureness", label, said, tuple(blocks))


def _goes_stale(months: int, number: int) -> str:
    if months == MONTHS[0]:
        return str(_("%(number)s now", number=number))
    return str(ngettext("%(number)s in %(num)s month", "%(number)s in %(num)s months", months, number=number))


def _weakly(material: Material) -> PaperTable:
    columns = (
        PaperColumn(_("Vendor"), width=2.6),
        PaperColumn(_("Tier"), width=0.8),
        paper_figure(SCORE, "grade", 0.8),
        paper_figure(BACKED, "cell", 1.0),
        PaperColumn(_("Valid until"), "date", 1.1),
    )
    rows: list[tuple[Value, ...]] = [
        (
            display(row, language()),
            row.tier,
            HeatmapCell(row.score, row.backed, row.grade or "", (row.backed or 0) < row.score / 2,
                 row.valid_until < material.today, unknown=False, knocked=False),
            row.backed,
            row.valid_until,
        )
        for row in material.weakly
    ]  # fmt: skip
    return PaperTable(_("Critical and important vendors to reassess or ask for evidence"), columns, rows, most=8)


def method(material: Material) -> PaperSection:
    """How the numbers are made, in half a page."""
    said = _(
        "All figures are calculated from stored answers, using the same rules for every "
        "organisation, and can be recalculated at any time."
    )
    items = (
        *(str(figure.formula) for figure in (SCORE, GRADE, BACKED)),
        f"{OWN.name}{colon()}{OWN.formula}",
        _("A range runs from the known risk to the worst case, in which every unassessed "
                "organisation is at maximum risk."),
        _(
            "Points are differences on the 0–100 scale. The figures are not compared with those of other corporate "
            "groups, and no benchmark figures are used."
        ),
    )  # fmt: skip
    facts = _(
        "Data as of %(day)s; scoring rules %(rules)s; organisations in the supply chain: %(chain)s, of which without "
        "a result: %(unknown)s.", day=words.day(material.today), rules=material.rules_version,
              chain=material.chain.numbers.chain, unknown=material.chain.numbers.unknown)  # fmt: skip
    return PaperSection(
        "method", _("How the figures are calculated"), said, (Bullets(items), _meanings(), Paragraph(facts, "muted"))
    )


def _meanings() -> PaperTable:
    """What the figures the paper opens with mean, as they are defined for every page."""
    columns = (
        PaperColumn(_("Figure"), width=2.0),
        PaperColumn(_("Definition"), width=4.4),
        PaperColumn(_("Population"), width=2.2),
    )
    figures = (EXPOSURE, GRADED, UNKNOWN, STALE, SELF_DECLARED)
    rows = [(str(one.name), str(one.formula), str(one.population)) for one in figures]
    return PaperTable(_("What the figures mean"), columns, rows, lines=12)
