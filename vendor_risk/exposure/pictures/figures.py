"""The figures of lists and files about suppliers: what each row of a picture, a map or a paper says of them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import FigureWords, Topic, Unit

_SUPPLIERS = _l("the suppliers of the row, direct and indirect")
_CHAIN = _l("organisations that our companies depend on, directly or through others")

DEPTH = FigureWords(
    key="depth",
    name=_l("Depth in the supply chain"),
    head=_l("Depth"),
    formula=_l("Counts the steps from our companies on the shortest route: 1 is a direct vendor, 2 a subcontractor."),
    population=_CHAIN,
    unit=Unit.STEPS,
    topic=Topic.SUPPLIERS,
)
SUPPLIERS = FigureWords(
    key="suppliers",
    name=_l("Suppliers"),
    formula=_l(
        "Counts the suppliers of the row. In a list by company, a supplier that two companies depend on counts for "
        "both."
    ),
    population=_CHAIN,
    unit=Unit.ORGANIZATIONS,
    topic=Topic.SUPPLIERS,
)
CONTRACTED = FigureWords(
    key="suppliers-contracted",
    name=_l("With a direct contract"),
    formula=_l("Counts the suppliers of the row that at least one of our companies has an engagement with."),
    population=_SUPPLIERS,
    unit=Unit.ORGANIZATIONS,
    topic=Topic.SUPPLIERS,
)
UNASSESSED = FigureWords(
    key="suppliers-unassessed",
    name=_l("Unassessed suppliers"),
    formula=_l("Counts the suppliers of the row that have no accepted result."),
    population=_SUPPLIERS,
    unit=Unit.ORGANIZATIONS,
    topic=Topic.SUPPLIERS,
)
MEAN_OWN = FigureWords(
    key="own-risk-average",
    name=_l("Average own risk"),
    formula=_l("The average own risk of the suppliers of the row."),
    population=_SUPPLIERS,
    unit=Unit.PERCENT,
    topic=Topic.SUPPLIERS,
)
HIGHEST_OWN = FigureWords(
    key="own-risk-highest",
    name=_l("Highest own risk"),
    formula=_l("The highest own risk of any supplier in the row."),
    population=_SUPPLIERS,
    unit=Unit.PERCENT,
    topic=Topic.SUPPLIERS,
)
IMPACT = FigureWords(
    key="exposure-impact",
    name=_l("Exposure impact"),
    formula=_l(
        "How much higher the group’s exposure is if the supplier suffers an outage or breach than if it carries "
        "no risk at all."
    ),
    population=_CHAIN,
    unit=Unit.POINTS,
    topic=Topic.SUPPLIERS,
    digits=1,
    fine=True,
)
RISE = FigureWords(
    key="exposure-rise",
    name=_l("Largest possible increase in group exposure (points)"),
    formula=_l(
        "How much the group’s exposure would rise if the organisation turned out to carry its full inherent risk."
    ),
    population=_l("organisations without an accepted result"),
    unit=Unit.POINTS,
    topic=Topic.SUPPLIERS,
    digits=1,
    fine=True,
    signed=True,
)
MOVED = FigureWords(
    key="exposure-change",
    name=_l("Change in exposure (points)"),
    head=_l("Change (points)"),
    formula=_l("The exposure afterwards minus the exposure before: above 0 is worse."),
    population=_CHAIN,
    unit=Unit.POINTS,
    topic=Topic.SUPPLIERS,
    digits=1,
    fine=True,
    signed=True,
)
SERVICES = FigureWords(
    key="dependent-services",
    name=_l("Dependent critical engagements"),
    head=_l("Critical engagements"),
    formula=_l("Counts critical engagements that the supplier provides or supports, directly or through others."),
    population=_l("engagements in the critical tier (T1), all counted equally"),
    unit=Unit.SERVICES,
    topic=Topic.SUPPLIERS,
)
CRITICAL_ENGAGEMENTS = FigureWords(
    key="critical-engagements",
    name=_l("Critical engagements with direct vendors"),
    formula=_l("Counts engagements in the critical tier (T1) with the suppliers of the row."),
    population=_l("ongoing or planned engagements"),
    unit=Unit.ENGAGEMENTS,
    topic=Topic.SUPPLIERS,
)
ONLY_THROUGH = FigureWords(
    key="suppliers-only-through",
    name=_l("Suppliers reached only through this one"),
    formula=_l("Counts suppliers that our companies reach through this organisation alone."),
    population=_CHAIN,
    unit=Unit.ORGANIZATIONS,
    topic=Topic.SUPPLIERS,
)
SPEND = FigureWords(
    key="annual-spend",
    name=_l("Annual spend"),
    head=_l("Annual spend (JPY)"),
    formula=_l("The sum of the registered annual spend. Engagements without an amount add nothing."),
    population=_l("ongoing or planned engagements"),
    unit=Unit.YEN,
    topic=Topic.SUPPLIERS,
)
FIGURES = (
    DEPTH,
    SUPPLIERS,
    CONTRACTED,
    UNASSESSED,
    MEAN_OWN,
    HIGHEST_OWN,
    IMPACT,
    RISE,
    MOVED,
    SERVICES,
    CRITICAL_ENGAGEMENTS,
    ONLY_THROUGH,
    SPEND,
)
