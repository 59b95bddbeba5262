"""Then and now as typed facts, put into words by pages and reports: what moved, who got better and worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

import numpy as np

from vendor_risk.changes import queries
from vendor_risk.changes.history import DayStanding, History
from vendor_risk.domain.chain.changes import NODE_PARTS, ChangePart, Moved
from vendor_risk.domain.chain.exposure import path
from vendor_risk.domain.questionnaires import Text
from vendor_risk.domain.scoring.packing import unpack_sections_many
from vendor_risk.exposure.analysis import advice
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import node_names
from vendor_risk.questionnaires.queries import domain_questionnaire

TOP = 10
MONTHS = (0, 3, 6, 12)
TREND_POINTS = 14
"""Days of a trend at most; of more kept ones they are spread evenly, the first and the newest among them."""
_TINY = 5e-4
"""Half a tenth of a point: what is less is not shown as a change."""


@dataclass(frozen=True, slots=True)
class Sections:
    """The section of a result that moved most: its title and mean scores (0–100) then and now."""

    title: Text
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class ExposureChange:
    """An organization whose exposure by the worst path moved, and by what. Risks 0–1, scores 0–100."""

    node: int
    before: float
    after: float
    part: ChangePart
    """What moved it most."""
    own: float
    """By how much its own risk moved; the rest of the difference it inherits."""
    origin: int
    """Where its exposure begins now."""
    scores: tuple[float, float] | None
    backed: tuple[float, float] | None
    """Of the same two results: what of the scores evidence supports."""
    stale_since: date | None
    """When its result went stale, if it has since then: the risk is counted by what was said before."""
    section: Sections | None
    assessment_id: int

    @property
    def by_evidence(self) -> bool:
        """Whether the answers stayed about what they were and the evidence for them moved (points of a score)."""
        if self.scores is None or self.backed is None:
            return False
        said, supported = (abs(pair[1] - pair[0]) for pair in (self.scores, self.backed))
        return supported - said >= 1.0 and supported > 2 * said

    @property
    def difference(self) -> float:
        """Points of exposure, 0–1; above 0 is worse."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A link that came or went, as nodes."""

    buyer: int
    supplier: int
    weight: float


def changed(
    view: Snapshot, then: Snapshot, found: Moved, number: int = TOP, today: date | None = None
) -> tuple[list[ExposureChange], ...]:
    """Outside organizations of the chain whose exposure moved most: those that got worse, those that got better, and
    those that nobody knew then: a risk found is not a risk grown.
    """
    total = found.worst.sum(axis=1)
    chosen = np.flatnonzero(~view.company & (view.depth > 0) & (np.abs(total) > _TINY))
    order = chosen[np.argsort(-np.abs(total[chosen]), kind="stable")]
    new = np.abs(found.worst[order]).argmax(axis=1) == NODE_PARTS.index(ChangePart.KNOWN)
    up = total[order] > 0
    lists = [order[chosen][:number].tolist() for chosen in (up & ~new, ~up & ~new, new)]
    nodes = [node for rows in lists for node in rows]
    results = queries.newest_results(int(side.risks.assessment[node]) for side in (then, view) for node in nodes)
    return tuple([_change(view, then, found, node, results, today) for node in rows] for rows in lists)


def _stale_since(view: Snapshot, node: int, today: date | None) -> date | None:
    until = int(view.risks.valid_until[node])
    return (
        date.fromordinal(until) if today is not None and view.risks.known[node] and until < today.toordinal() else None
    )


def _change(
    view: Snapshot,
    then: Snapshot,
    found: Moved,
    node: int,
    results: dict[int, queries.NewestResult],
    today: date | None,
) -> ExposureChange:
    old, new = (results.get(int(side.risks.assessment[node])) for side in (then, view))
    return ExposureChange(
        node=node,
        before=float(found.steps[0].worst[node]),
        after=float(found.steps[-1].worst[node]),
        part=NODE_PARTS[int(np.abs(found.worst[node]).argmax())],
        own=float(found.own[node]),
        origin=path(found.steps[-1].via, node)[-1],
        scores=(float(old.score), float(new.score)) if old and new else None,
        backed=(float(old.backed), float(new.backed)) if old and new else None,
        stale_since=_stale_since(view, node, today),
        section=_section(old, new) if old and new else None,
        assessment_id=int(view.risks.assessment[node]),
    )


def _section(old: queries.NewestResult, new: queries.NewestResult) -> Sections | None:
    """The section that moved most between two results of the same questionnaire version."""
    if old.questionnaire_version_id != new.questionnaire_version_id:
        return None
    before, after = (unpack_sections_many([row.sections])[0, :, 0].astype(np.float64) for row in (old, new))
    distance = np.nan_to_num(np.abs(after - before))
    place = int(distance.argmax())
    if not distance[place]:
        return None
    section = domain_questionnaire(new.questionnaire_version_id).sections[place]
    return Sections(section.title, float(before[place]), float(after[place]))


def links(view: Snapshot, then: Snapshot) -> tuple[list[ChainLink], list[ChainLink]]:
    """Links that came and links that went between organizations that are seen, the strongest first."""
    now, before = _edges(view), _edges(then)
    came = [ChainLink(*pair, weight) for pair, weight in now.items() if pair not in before]
    went = [ChainLink(*pair, weight) for pair, weight in before.items() if pair not in now]
    return sorted(came, key=lambda link: -link.weight), sorted(went, key=lambda link: -link.weight)


def _edges(view: Snapshot) -> dict[tuple[int, int], float]:
    buyers, suppliers, weights = view.graph.edges()
    return dict(zip(zip(buyers.tolist(), suppliers.tolist(), strict=True), weights.tolist(), strict=True))


def unknown(view: Snapshot) -> int:
    """Organizations of the chain without any result."""
    return int(np.count_nonzero(view.in_chain & ~view.risks.known))


@dataclass(frozen=True, slots=True)
class DayComparison:
    """The numbers that are compared: now, and then when a day is given."""

    day: date | None
    unknown: tuple[int | None, int]
    """Organizations of the chain without a result, then and now."""
    now: DayStanding
    then: DayStanding | None
    moved: Moved | None
    """What moved the exposure since that day."""


def compare(view: Snapshot, history: History, day: date | None, today: date, zone: tzinfo) -> DayComparison:
    """How the group stands now, and on that day."""
    standing = history.standing(today, zone)
    if day is None:
        return DayComparison(None, (None, unknown(view)), standing, None, None)
    then = queries.kept(view, day)
    return DayComparison(
        day, (unknown(then), unknown(view)), standing, history.standing(day, zone), queries.since(view, day)
    )


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that is said about the time since a day."""

    worse: list[ExposureChange]
    better: list[ExposureChange]
    known: list[ExposureChange]
    """Those assessed for the first time."""
    came: list[ChainLink]
    went: list[ChainLink]
    companies: list[tuple[int, float, float]]
    """Each company's exposure then and now, by node."""
    names: dict[int, str]
    """Of everyone spoken of, by node."""
    stale: list[tuple[int, int]]
    """Months from today, and how many vendors' results have expired by then."""


def trend_days(days: Sequence[date], today: date) -> list[date]:
    """The kept days a trend is drawn over and today, oldest first."""
    past = sorted(day for day in days if day < today)
    if len(past) >= TREND_POINTS:
        places = np.linspace(0, len(past) - 1, TREND_POINTS - 1).round().astype(int)
        past = [past[place] for place in np.unique(places)]
    return [*past, today]


def exposure_trend(view: Snapshot, days: Sequence[date], today: date) -> dict[int, list[float]]:
    """For each company its risk by the worst path (0–1) on those days, by node; -1 is the whole group's exposure."""

    def work() -> dict[int, list[float]]:
        lines: dict[int, list[float]] = {-1: [], **{int(node): [] for node in view.companies}}
        for day in days:
            at = view if day == today else queries.kept(view, day)
            for node, values in lines.items():
                found = at.known_case
                values.append(advice.group_exposure(at, worst=False) if node < 0 else float(found.worst[node]))
        return lines

    return view.once(f"trend {days}", work)


def story(view: Snapshot, history: History, day: date, today: date, zone: tzinfo) -> Story:
    """Everything the page of changes says about the time since that day."""
    then, found = queries.kept(view, day), queries.since(view, day)
    lists = changed(view, then, found, today=today)
    came, went = links(view, then)
    early, late = found.steps[0].worst, found.steps[-1].worst
    nodes = {node for rows in lists for change in rows for node in (change.node, change.origin)}
    nodes |= {node for link in (*came[:TOP], *went[:TOP]) for node in (link.buyer, link.supplier)}
    companies = sorted(view.companies.tolist(), key=lambda node: -abs(found.worst[node].sum()))
    worse, better, known = lists
    return Story(
        worse=worse,
        better=better,
        known=known,
        came=came,
        went=went,
        companies=[(node, float(early[node]), float(late[node])) for node in companies],
        names=node_names(view, nodes | set(companies)),
        stale=list(zip(MONTHS, history.going_stale(today, zone, MONTHS), strict=True)),
    )
