"""The figures about results that are followed over time."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from vendor_risk.changes.comparison import DayComparison
from vendor_risk.changes.history import DayStanding
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.figures import EXPOSURE, UNKNOWN, GroupExposure, Unassessed
from vendor_risk.figures.figure import FigureAmount, FigureReading, KeyFigure, Rows, Topic, Unit, among


@dataclass(frozen=True, slots=True)
class Graded:
    """How critical and important vendors are graded; `critical` are all of them."""

    standing: DayStanding
    critical: int


def _poor(facts: Graded) -> FigureAmount:
    return among(facts.standing.poor, facts.critical, of=True) if facts.standing.assessed else FigureAmount(None)


GRADED = KeyFigure[Graded](
    key="graded",
    name=_l("Critical and important vendors graded D or E"),
    formula=_l(
        "The grade shows how far a vendor meets the requirements of its tier. D and E mean that the vendor "
        "falls well short of them, or that a key question is below its minimum level."
    ),
    population=_l(
        "vendors in the critical and important tiers (T1, T2) with an ongoing or planned engagement, whether "
        "assessed or not"
    ),
    unit=Unit.VENDORS,
    topic=Topic.GROUP,
    endpoint="home.number",
    arguments={"name": "graded"},
    rows=Rows.COUNT,
    value=_poor,
)
STALE = KeyFigure[DayStanding](
    key="stale",
    name=_l("Vendors with expired results"),
    formula=_l(
        "Counts vendors whose current result is past its validity period. The score still counts, but is marked as "
        "expired."
    ),
    population=_l("vendors with an accepted result"),
    unit=Unit.VENDORS,
    topic=Topic.GROUP,
    endpoint="home.number",
    arguments={"name": "stale"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.stale, facts.results, of=True),
)
MEAN = KeyFigure[DayStanding](
    key="mean-score",
    name=_l("Average score of vendors"),
    formula=_l(
        "The average of the vendors’ current scores. Every vendor counts equally, whichever questionnaire its "
        "result comes from."
    ),
    population=_l("vendors with an accepted result"),
    unit=Unit.SCORE,
    topic=Topic.GROUP,
    digits=1,
    endpoint="home.number",
    arguments={"name": "self-declared"},
    rows=Rows.MEAN,
    value=lambda facts: FigureAmount(facts.mean),
)
MEAN_BACKED = KeyFigure[DayStanding](
    key="mean-backed",
    name=_l("Average evidence-backed score of vendors"),
    formula=_l(
        "The average of the vendors’ evidence-backed scores, which count only points supported by a document or "
        "stronger evidence; self-declared answers add nothing."
    ),
    population=_l("vendors with an accepted result"),
    unit=Unit.SCORE,
    topic=Topic.GROUP,
    digits=1,
    endpoint="home.number",
    arguments={"name": "self-declared"},
    rows=Rows.MEAN,
    value=lambda facts: FigureAmount(None if facts.mean is None else facts.backed),
)
SELF_DECLARED = KeyFigure[DayStanding](
    key="self-declared",
    name=_l("Points of the average score that are not evidence-backed"),
    formula=_l(
        "The average difference between a vendor’s score and its evidence-backed score. The evidence-backed score "
        "counts only points supported by a document or stronger evidence; self-declared answers add nothing to it."
    ),
    population=_l("vendors with an accepted result"),
    unit=Unit.POINTS,
    topic=Topic.GROUP,
    digits=1,
    endpoint="home.number",
    arguments={"name": "self-declared"},
    rows=Rows.MEAN,
    value=lambda facts: FigureAmount(facts.unsupported),
)
FIGURES = (GRADED, STALE, MEAN, MEAN_BACKED, SELF_DECLARED)


@dataclass(frozen=True, slots=True)
class GroupReadings:
    """The five figures of where the group stands, and the two means the last is the distance of."""

    exposure: FigureReading
    graded: FigureReading
    unknown: FigureReading
    stale: FigureReading
    self_declared: FigureReading
    mean: FigureReading
    mean_backed: FigureReading


def group_readings(view: Snapshot, group: tuple[float, float], numbers: DayComparison, critical: int) -> GroupReadings:
    """The figures of the group: `group` is its exposure (0–1), `critical` how many critical and important vendors there
    are."""
    return GroupReadings(
        exposure=EXPOSURE.read(GroupExposure(*group, view.measured_by)),
        graded=GRADED.read(Graded(numbers.now, critical)),
        unknown=UNKNOWN.read(Unassessed(numbers.unknown[1], int(view.in_chain.sum()))),
        stale=STALE.read(numbers.now),
        self_declared=SELF_DECLARED.read(numbers.now),
        mean=MEAN.read(numbers.now),
        mean_backed=MEAN_BACKED.read(numbers.now),
    )
