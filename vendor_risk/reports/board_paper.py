"""The board paper of the whole group or of one company with all below it."""

from __future__ import annotations

from datetime import date, tzinfo

from flask_babel import gettext as _

from vendor_risk.i18n import language, listed
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.reports import words
from vendor_risk.reports.material import Material, gather
from vendor_risk.reports.paper import Bullets, Paper, PaperSection
from vendor_risk.reports.sections import chain as section_chain
from vendor_risk.reports.sections import changes as section_changes
from vendor_risk.reports.sections import confidence, summary
from vendor_risk.reports.sections import heatmaps as section_heatmaps
from vendor_risk.reports.subjects import Subject


def board_paper(subject: Subject, wanted: date | None, today: date, zone: tzinfo) -> Paper:
    """The paper in the language that is spoken, compared with the kept day up to `wanted` (None: four weeks ago)."""
    material = gather(subject.scope, wanted, today, zone)
    name = subject_name(subject)
    sections = (empty(),) if material.empty else parts(material)
    told = _("As of %(day)s", day=words.day(today))
    if material.day is not None:
        told = f"{told} · " + _("compared with %(day)s", day=words.day(material.day))
    return Paper(
        title=_("Supply chain and vendor risk report"),
        subtitle=f"{name} · {told}",
        stem="risk-report" if subject.organization is None else f"risk-report-{stem(subject.organization.code)}",
        language=language(),
        as_of=today,
        stamp=stamp(today, material.rules_version),
        confidential=_("Confidential"),
        sections=sections,
        keywords=(name,),
    )


def stamp(today: date, rules_version: str) -> str:
    """What stands below every page."""
    return str(_("Data as of %(day)s · scoring rules %(rules)s", day=today.isoformat(), rules=rules_version))


def stem(code: str) -> str:
    """A code as a part of a file's name: ASCII letters, digits and dashes."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in code.lower())
    return "-".join(part for part in kept.split("-") if part)[:40] or "organization"


def subject_name(subject: Subject) -> str:
    """Whom the report is about: the company, or the one at the top of what may be seen."""
    if subject.organization is not None:
        return subject.organization.display_name(language())
    parents = organization_queries.parents()
    tops = sorted(c for c in subject.scope.companies if parents.get(c) not in subject.scope.companies)
    if not tops:
        return str(_("No group companies yet"))
    rows = organization_queries.names_of(tops[:3])
    names = [
        str((row.name_ja if language() == "ja" else row.name_en) or row.name) for row in (rows[n] for n in tops[:3])
    ]
    more = len(tops) - len(names)
    return listed(names) + (_(" and %(number)s more", number=more) if more > 0 else "")


def parts(material: Material) -> tuple[PaperSection, ...]:
    """The parts of the paper in their order: what must be known first stands first."""
    return (
        summary.summary(material),
        summary.decisions(material),
        section_chain.paths(material),
        section_heatmaps.companies(material),
        section_heatmaps.vendors(material),
        section_chain.concentration(material),
        section_changes.changes(material),
        confidence.findings(material),
        confidence.sureness(material),
        confidence.method(material),
    )


def empty() -> PaperSection:
    """The only part while there is nothing to report on."""
    return PaperSection(
        "summary",
        _("Executive summary"),
        _(
            "There is nothing to report yet: no vendor is connected to the group by an engagement or a relationship, "
            "and there are no assessment results."
        ),
        (
            Bullets(
                (
                    _("Add your group companies and import your vendors."),
                    _("Add each vendor’s engagements. They determine how critical the vendor is."),
                    _(
                        "Send the first questionnaires. Results will appear in later reports once the answers "
                        "have been accepted."
                    ),
                ),
                numbered=True,
            ),
        ),
    )
