"""The figures of the supply chain: of the whole group, and of one organization."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from vendor_risk.domain.chain.graph import Floats
from vendor_risk.exposure.analysis.answers import ChainNumbers
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.figures.figure import FigureAmount, FigureReading, KeyFigure, Rows, Topic, Unit, among


class GroupExposure(NamedTuple):
    """The group's exposure by what is known and at worst, 0–1, and what it is measured by."""

    low: float
    high: float
    measured_by: str


class Unassessed(NamedTuple):
    """Organizations of the chain without a result, and how many there are in all."""

    unknown: int
    chain: int


class NodeRisk(NamedTuple):
    """A risk of one organization by what is known and at worst, 0–1."""

    low: float
    high: float
    any: bool = True
    """Whether there is anybody it can come from."""


def _percent(facts: NodeRisk) -> FigureAmount:
    return FigureAmount(100 * facts.low, 100 * facts.high) if facts.any else FigureAmount(None)


EXPOSURE = KeyFigure[GroupExposure](
    key="exposure",
    name=_l("Average exposure of our critical engagements"),
    formula=_l(
        "The exposure of an engagement (0–100%) is the combined risk of the vendor that provides it: the "
        "vendor’s own residual risk and the risk that reaches the vendor from its suppliers, weighted by how "
        "strongly each organisation depends on the next. The figure is the average over our critical "
        "engagements. It is a measure for comparison and decision-making, not the probability of an incident. "
        "The first value counts only known risk; the second assumes the worst case wherever an organisation is "
        "unassessed or engagement details are missing."
    ),
    population=_l("engagements in the critical tier (T1), all counted equally"),
    unit=Unit.PERCENT,
    topic=Topic.GROUP,
    digits=1,
    endpoint="home.number",
    arguments={"name": "exposure"},
    rows=Rows.MEAN,
    value=lambda facts: (
        FigureAmount(100 * facts.low, 100 * facts.high) if facts.measured_by == "critical" else FigureAmount(None)
    ),
)
UNKNOWN = KeyFigure[Unassessed](
    key="unknown",
    name=_l("Unassessed organisations in the supply chain"),
    formula=_l(
        "Our companies depend on these organisations, directly or through others, but they have not been "
        "assessed. Their risk is counted as a range from zero to their full inherent risk; they are not treated "
        "as safe."
    ),
    population=_l("organisations that our companies depend on, directly or through others"),
    unit=Unit.ORGANIZATIONS,
    topic=Topic.GROUP,
    endpoint="home.number",
    arguments={"name": "unknown"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.unknown, facts.chain, of=True),
)
LARGEST = KeyFigure[ChainNumbers](
    key="largest-spillover",
    name=_l("Largest spillover risk"),
    formula=_l(
        "For each risk path, the last organisation’s own risk is multiplied by the weight of every dependency on "
        "the way to our company. The figure is the highest value among all paths, counting known risk only."
    ),
    population=_l("paths from the organisations in the supply chain to our companies"),
    unit=Unit.PERCENT,
    topic=Topic.GROUP,
    endpoint="exposure.index",
    value=lambda facts: FigureAmount(None if facts.worst is None else 100 * facts.worst.value),
)
SHARED = KeyFigure[ChainNumbers](
    key="shared-fourth-parties",
    name=_l("Fourth parties with no direct contract that two or more of our companies depend on"),
    formula=_l(
        "Counts organisations that none of our companies has a contract with, but that two or more of our companies "
        "depend on."
    ),
    population=_l("organisations that our companies depend on, directly or through others"),
    unit=Unit.ORGANIZATIONS,
    topic=Topic.GROUP,
    endpoint="exposure.index",
    value=lambda facts: among(facts.shared, facts.chain),
)
OWN = KeyFigure[NodeRisk](
    key="own-risk",
    name=_l("Own risk"),
    formula=_l(
        "The harm an organisation’s services could cause us (inherent risk), reduced according to its prudent "
        "score: inherent risk × (100 − prudent score) ÷ 100. Without a result, it is shown as a range from zero to "
        "the full inherent risk."
    ),
    population=_l("the organisation’s ongoing or planned engagements; the one with the highest inherent risk counts"),
    unit=Unit.PERCENT,
    topic=Topic.CHAIN,
    value=_percent,
)
SPILLOVER = KeyFigure[NodeRisk](
    key="spillover-risk",
    name=_l("Spillover risk (largest path)"),
    head=_l("Spillover risk"),
    formula=_l(
        "The greatest risk that reaches the organisation along any single risk path: the last supplier’s own "
        "risk, multiplied by the weight of each dependency along the path."
    ),
    population=_l("the organisation’s suppliers, direct and indirect"),
    unit=Unit.PERCENT,
    topic=Topic.CHAIN,
    value=_percent,
)
COMBINED = KeyFigure[NodeRisk](
    key="combined-risk",
    name=_l("Combined risk"),
    formula=_l(
        "Own risk and the risk from all suppliers together, as if each arose independently: 1 − (1 − own risk) × "
        "the product of (1 − weight of the dependency × the supplier’s combined risk) over all direct suppliers."
    ),
    population=_l("the organisation and its suppliers, direct and indirect"),
    unit=Unit.PERCENT,
    topic=Topic.CHAIN,
    digits=1,
    value=_percent,
)


class TopSupplier(NamedTuple):
    """On whom most critical engagements rest: how many of how many."""

    critical: int
    all: int


TOP_SUPPLIER = KeyFigure[TopSupplier](
    key="top-supplier",
    name=_l("Critical engagements that depend on the supplier the group depends on most"),
    formula=_l("Counts critical engagements that this supplier provides or supports, directly or through others."),
    population=_l("engagements in the critical tier (T1), all counted equally"),
    unit=Unit.SERVICES,
    topic=Topic.GROUP,
    endpoint="exposure.index",
    value=lambda facts: among(facts.critical, facts.all, of=True),
)
DEPENDENT_COMPANIES = KeyFigure[int](
    key="dependent-companies",
    name=_l("Group companies that depend on this organisation"),
    head=_l("Dependent companies"),
    formula=_l("Counts group companies that depend on the organisation directly or through others."),
    population=_l("companies that you have access to"),
    unit=Unit.COMPANIES,
    topic=Topic.CHAIN,
    value=FigureAmount,
)
AFFECTED = KeyFigure[int](
    key="affected-engagements",
    name=_l("Affected engagements"),
    formula=_l(
        "Counts engagements of our companies with the organisation or with a vendor that depends on it; for a group "
        "company, also the engagements it purchases itself."
    ),
    population=_l("ongoing or planned engagements"),
    unit=Unit.ENGAGEMENTS,
    topic=Topic.CHAIN,
    value=FigureAmount,
)
FIGURES = (
    EXPOSURE,
    UNKNOWN,
    LARGEST,
    SHARED,
    TOP_SUPPLIER,
    OWN,
    SPILLOVER,
    COMBINED,
    DEPENDENT_COMPANIES,
    AFFECTED,
)


class ChainReadings(NamedTuple):
    """The figures the page of exposure opens with."""

    exposure: FigureReading
    largest: FigureReading
    unknown: FigureReading
    shared: FigureReading
    top_supplier: FigureReading


def chain_readings(numbers: ChainNumbers, critical_on_first: int) -> ChainReadings:
    """The figures of the chain; `critical_on_first` is how many critical engagements rest on the supplier the group
    depends on most."""
    return ChainReadings(
        exposure=EXPOSURE.read(GroupExposure(*numbers.group, numbers.measured_by)),
        largest=LARGEST.read(numbers),
        unknown=UNKNOWN.read(Unassessed(numbers.unknown, numbers.chain)),
        shared=SHARED.read(numbers),
        top_supplier=TOP_SUPPLIER.read(TopSupplier(critical_on_first, numbers.critical)),
    )


class NodeReadings(NamedTuple):
    """The figures of one organization."""

    own: FigureReading
    spillover: FigureReading
    combined: FigureReading
    companies: FigureReading
    engagements: FigureReading


def node_readings(view: Snapshot, at: int, companies: int, engagements: int) -> NodeReadings:
    """The figures of the node `at`, from what is known to the worst case; who and what depends on it."""
    known, worst = view.known_case, view.worst_case

    def read(figure: KeyFigure[NodeRisk], low: Floats, high: Floats, *, any_: bool = True) -> FigureReading:
        return figure.read(NodeRisk(float(low[at]), float(high[at]), any_))

    return NodeReadings(
        own=read(OWN, known.own, worst.own),
        spillover=read(SPILLOVER, known.worst_inherited, worst.worst_inherited, any_=bool(view.buys[at])),
        combined=read(COMBINED, known.combined, worst.combined),
        companies=DEPENDENT_COMPANIES.read(companies),
        engagements=AFFECTED.read(engagements),
    )
