"""What the pages of findings receive: lines with their words, organizations with their sections, and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from vendor_risk.assessments.results.explanation import short
from vendor_risk.domain.questionnaires import Section
from vendor_risk.figures.figure import FigureAmount, KeyFigure, Rows, Topic, Unit, among
from vendor_risk.i18n import clauses, tell
from vendor_risk.improvement import group_queries, queries, words
from vendor_risk.improvement.group_queries import GroupRow, SectionRow
from vendor_risk.improvement.queries import FindingCounts, FindingRow, ImprovementFilters
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.web.paging import Page


class FindingLine(NamedTuple):
    """A finding as a list shows it."""

    row: FindingRow
    title: str
    section: str
    reason: str
    """Why the impact is what it is."""
    owner: str


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """A section of an organization's findings, with the greatest of them."""

    row: SectionRow
    title: str
    lines: list[FindingLine]

    @property
    def address(self) -> str:
        """The section as the filter of the list takes it."""
        return f"{self.row.questionnaire_key}/{self.row.section_id}"

    @property
    def more(self) -> int:
        """How many findings are not among the lines."""
        return self.row.findings - len(self.lines)


@dataclass(frozen=True, slots=True)
class OrganizationGroup:
    """An organization with its findings by section. `reason` says why it stands where it does."""

    row: GroupRow
    reason: str
    sections: list[SectionGroup]


def _section(version_id: int, section_id: str) -> Section | None:
    return next((one for one in domain_questionnaire(version_id).sections if one.id == section_id), None)


def section_title(version_id: int, section_id: str) -> str:
    """The title of a section; its id where the questionnaire no longer has it."""
    found = _section(version_id, section_id)
    return tell(found.title) if found else section_id


def question_name(version_id: int, question_id: str) -> str:
    """A question's id and short name."""
    question = domain_questionnaire(version_id).by_id.get(question_id)
    return f"{question_id} {short(question)}" if question else question_id


def line(row: FindingRow) -> FindingLine:
    """A finding with its words."""
    question = domain_questionnaire(row.questionnaire_version_id).by_id.get(row.question_id)
    return FindingLine(
        row,
        short(question) if question else "",
        section_title(row.questionnaire_version_id, row.section_id),
        words.reason(row, row.organization_kind),
        words.owner(row),
    )


def listed(
    scope: Scope, filters: ImprovementFilters, today: date, order: str, descending: bool, number: int
) -> Page[FindingLine]:
    """A page of the list of findings."""
    page = queries.findings(scope, filters, today, order, descending, number)
    return Page([line(row) for row in page.rows], page.number, page.total, page.size)


def grouped(scope: Scope, filters: ImprovementFilters, today: date, number: int) -> Page[OrganizationGroup]:
    """A page of organizations, each with its sections and the greatest findings of each."""
    page = group_queries.groups(scope, filters, today, number)
    ids = [row.organization_id for row in page.rows]
    sections = group_queries.sections(scope, filters, today, ids)
    greatest = group_queries.greatest(scope, filters, today, ids)

    def made(row: SectionRow) -> SectionGroup:
        lines = greatest.get((row.organization_id, row.questionnaire_key, row.section_id), [])
        return SectionGroup(row, section_title(row.version_id, row.section_id), [line(one) for one in lines])

    groups = [
        OrganizationGroup(row, _why(row), [made(one) for one in sections[row.organization_id]]) for row in page.rows
    ]
    return Page(groups, page.number, page.total, page.size)


def _why(row: GroupRow) -> str:
    parts = [_("total impact %(impact)s", impact=f"{row.impact:.1f}")]
    parts.append(ngettext("%(num)s section", "%(num)s sections", row.sections))
    if row.ownerless:
        parts.append(ngettext("%(num)s without an owner", "%(num)s without an owner", row.ownerless))
    return clauses(parts)


class Step(NamedTuple):
    """One choice of a threshold, and how many findings it lists."""

    value: str
    levels: float
    impact: float
    findings: int
    current: bool


def by_levels(steps: Sequence[Step]) -> list[list[Step]]:
    """The choices as a table: a line for each number of levels."""
    return [[step for step in steps if step.levels == levels] for levels in sorted({step.levels for step in steps})]


# the figures of findings
_POPULATION = _l("findings that reach the listing threshold and have been neither closed nor accepted as a risk")
_LIST = "improvement.index"

OPEN = KeyFigure[FindingCounts](
    key="findings-open",
    name=_l("Open findings"),
    formula=_l("Counts open findings that reach the listing threshold set by the company that sent the assessment."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"view": "list"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.open, facts.recorded),
)
SEVERE = KeyFigure[FindingCounts](
    key="findings-severe",
    name=_l("Severe findings"),
    formula=_l("Counts open findings on key questions answered below their minimum level."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"severity": "critical", "view": "list"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.critical, facts.recorded),
)
SEVERE_OVERDUE = KeyFigure[FindingCounts](
    key="findings-severe-overdue",
    name=_l("Overdue severe findings"),
    formula=_l("Counts severe open findings whose due date has passed."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"severity": "critical", "view": "list", "overdue": "1"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.critical_overdue, facts.recorded),
)
OVERDUE = KeyFigure[FindingCounts](
    key="findings-overdue",
    name=_l("Overdue findings"),
    formula=_l("Counts open findings whose due date has passed."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"overdue": "1", "view": "list"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.overdue, facts.recorded),
)
OWNERLESS = KeyFigure[FindingCounts](
    key="findings-ownerless",
    name=_l("Findings without an owner"),
    formula=_l("Counts open findings assigned neither to a person nor to the assessed organisation."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"owner": "none", "view": "list"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.ownerless, facts.recorded),
)
ASSIGNED = KeyFigure[int](
    key="findings-assigned",
    name=_l("Findings assigned by one person to another"),
    formula=_l("Counts the findings assigned in one step. The new owner is notified of them by email."),
    population=_l("findings that have been neither closed nor accepted as a risk"),
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    value=FigureAmount,
)
MINE = KeyFigure[FindingCounts](
    key="findings-mine",
    name=_l("Findings assigned to me"),
    formula=_l("Counts open findings that you own, including those below the listing threshold."),
    population=_l("findings that have been neither closed nor accepted as a risk"),
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"owner": "me", "view": "list"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.mine, facts.recorded),
)
HEAD = (OPEN, SEVERE, OVERDUE, OWNERLESS, MINE)
"""What the list of findings opens with."""
FIGURES = (OPEN, SEVERE, SEVERE_OVERDUE, OVERDUE, OWNERLESS, MINE)
