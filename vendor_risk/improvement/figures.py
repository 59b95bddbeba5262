"""The figures of findings."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import Figure, Rows, Topic, Unit, among
from vendor_risk.improvement.queries import FindingCounts

_POPULATION = _l("findings from the threshold upwards that nobody has closed or accepted as a risk")
_LIST = "improvement.index"

OPEN = Figure[FindingCounts](
    key="findings-open",
    name=_l("Open findings"),
    formula=_l("Counts findings that are open or being worked on and reach the threshold of the sending company."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"view": "list"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.open, facts.recorded),
)
SEVERE = Figure[FindingCounts](
    key="findings-severe",
    name=_l("Severe findings"),
    formula=_l("Counts open findings at key questions that are below their minimum level."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"severity": "critical", "view": "list"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.critical, facts.recorded),
)
SEVERE_OVERDUE = Figure[FindingCounts](
    key="findings-severe-overdue",
    name=_l("Severe findings that are overdue"),
    formula=_l("Counts severe open findings whose due date has passed."),
    population=_POPULATION,
    unit=Unit.FINDINGS,
    topic=Topic.FINDINGS,
    endpoint=_LIST,
    arguments={"severity": "critical", "view": "list", "overdue": "1"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.critical_overdue, facts.recorded),
)
OVERDUE = Figure[FindingCounts](
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
OWNERLESS = Figure[FindingCounts](
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
MINE = Figure[FindingCounts](
    key="findings-mine",
    name=_l("Findings assigned to me"),
    formula=_l("Counts open findings whose owner you are, also those below the threshold."),
    population=_l("findings that nobody has closed or accepted as a risk"),
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
