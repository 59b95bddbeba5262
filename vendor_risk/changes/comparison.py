"""Then and now as typed facts, put into words by pages and reports: what moved, who got better and worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import NamedTuple

import numpy as np

from vendor_risk.changes import queries
from vendor_risk.changes.history import DayStanding, History
from vendor_risk.crosswalks.comparison import CrosswalkComparison, compared
from vendor_risk.domain.chain.changes import NODE_PARTS, ChangePart, Moved
from vendor_risk.domain.chain.exposure import path
from vendor_risk.domain.chain.whatif import group_exposure
from vendor_risk.domain.figures import difference
from vendor_risk.domain.questionnaires import Text
from vendor_risk.domain.scoring.packing import unpack_sections_many
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import node_names
from vendor_risk.questionnaires.queries import domain_questionnaire

TOP = 10
MONTHS = (0, 3, 6, 12)
TREND_POINTS = 14
"""Days of a trend at most; of more kept ones they are spread evenly, the first and the newest among them."""
_DIGITS = 1
"""Decimals of the percents and points that are shown: what does not show in them is no change."""


@dataclass(frozen=True, slots=True)
class Sections:
    """The section that moved most the way the result did: its title and prudent scores (0–100) then and now."""

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
    assured: tuple[float, float] | None = None
    """Of the same two results: the prudent scores, of which the risk follows. None where nothing can be compared."""
    inherent: tuple[float, float] | None = None
    """Its inherent risk then and now, 0–1, when that moved."""
    questionnaires: tuple[Text, Text] | None = None
    """The questionnaires of then and now, when they are not the same: the results cannot be compared as they are."""
    crosswalk: CrosswalkComparison | None = None
    """Of two questionnaires: what both ask, compared through the crosswalk; None where it knows too little."""
    registered_since: bool = False
    """Whether it was not in the register then."""

    @property
    def by_evidence(self) -> bool:
        """Whether the evidence moved rather than the answers, and the way the risk did: the answers stayed about what
        they were, or moved the other way (points of a score)."""
        if self.scores is None or self.backed is None:
            return False
        said, supported = (pair[1] - pair[0] for pair in (self.scores, self.backed))
        if supported * self.own >= 0:
            return False
        if said * supported < 0:
            return abs(supported) >= 1.0
        return abs(supported) - abs(said) >= 1.0 and abs(supported) > 2 * abs(said)

    @property
    def answered(self) -> bool:
        """Whether the prudent score moved the way the risk did, by what is shown of it."""
        if self.assured is None:
            return False
        moved = difference(*self.assured, _DIGITS)
        return bool(moved) and (moved < 0) == (self.own > 0)

    @property
    def difference(self) -> float:
        """Points of exposure, 0–1, as both are shown; above 0 is worse."""
        return difference(100 * self.before, 100 * self.after, _DIGITS) / 100


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A link that came or went, as nodes."""

    buyer: int
    supplier: int
    weight: float


class ExposureChanges(NamedTuple):
    """Outside organizations of the chain whose exposure moved, the most moved first."""

    worse: list[ExposureChange]
    better: list[ExposureChange]
    known: list[ExposureChange]
    """Those that nobody knew then: a risk found is not a risk grown."""
    other: list[ExposureChange]
    """Those whose result comes from another questionnaire than then: neither better nor worse, not comparable."""


def changed(
    view: Snapshot, then: Snapshot, found: Moved, number: int = TOP, days: tuple[date, date] | None = None
) -> ExposureChanges:
    """The organizations whose exposure moved by what is shown (a tenth of a point), `number` of each kind; `days` are
    the one compared with and today, to say what expired between them.
    """
    early, late = (np.round(100 * step.worst, _DIGITS) for step in (found.steps[0], found.steps[-1]))
    chosen = np.flatnonzero(~view.company & (view.depth > 0) & (early != late))
    order = chosen[np.argsort(-np.abs(late - early)[chosen], kind="stable")]
    part = np.abs(found.worst[order]).argmax(axis=1) if len(order) else np.empty(0, dtype=np.intp)
    new, other = (part == NODE_PARTS.index(one) for one in (ChangePart.KNOWN, ChangePart.QUESTIONNAIRE))
    up = (late > early)[order]
    # whose risk moved only because a supplier came to be known, or is asked otherwise, was not assessed itself
    known = found.after.known[order] & ~found.before.known[order]
    otherwise = found.before.known[order] & found.after.known[order] & ~found.comparable[order]
    kinds = (up & ~new & ~other, ~up & ~new & ~other, new & known, other & otherwise)
    lists = [order[kind][:number].tolist() for kind in kinds]
    nodes = [node for rows in lists for node in rows]
    results = queries.newest_results(int(side.risks.assessment[node]) for side in (then, view) for node in nodes)
    return ExposureChanges(*([_change(view, then, found, node, results, days) for node in rows] for rows in lists))


def _stale_since(view: Snapshot, node: int, days: tuple[date, date] | None) -> date | None:
    """When the result went past its validity, if that was between these days."""
    until = int(view.risks.valid_until[node])
    if days is None or not view.risks.known[node] or not days[0].toordinal() <= until < days[1].toordinal():
        return None
    return date.fromordinal(until)


def _change(
    view: Snapshot,
    then: Snapshot,
    found: Moved,
    node: int,
    results: dict[int, queries.NewestResult],
    days: tuple[date, date] | None,
) -> ExposureChange:
    old, new = (results.get(int(side.risks.assessment[node])) for side in (then, view))
    same = old is not None and new is not None and old.questionnaire_key == new.questionnaire_key
    own = float(found.own[node])
    return ExposureChange(
        node=node,
        before=float(found.steps[0].worst[node]),
        after=float(found.steps[-1].worst[node]),
        part=NODE_PARTS[int(np.abs(found.worst[node]).argmax())],
        own=own,
        origin=path(found.steps[-1].via, node)[-1],
        scores=(float(old.score), float(new.score)) if old and new and same else None,
        backed=(float(old.backed), float(new.backed)) if old and new and same else None,
        assured=(float(old.assured), float(new.assured)) if old and new and same else None,
        stale_since=_stale_since(view, node, days),
        section=_section(old, new, worse=own > 0) if old and new and same else None,
        assessment_id=int(view.risks.assessment[node]),
        inherent=_inherent(old, new) if old and new else None,
        questionnaires=_questionnaires(old, new) if old and new and not same else None,
        crosswalk=_crosswalk(view, old, new) if old and new and not same else None,
        registered_since=then.registered is not None and not then.registered[node],
    )


def _inherent(old: queries.NewestResult, new: queries.NewestResult) -> tuple[float, float] | None:
    """The inherent risk then and now, when it moved by what is shown."""
    if old.inherent_risk is None or new.inherent_risk is None:
        return None
    moved = difference(100 * old.inherent_risk, 100 * new.inherent_risk)
    return (old.inherent_risk, new.inherent_risk) if moved else None


def _crosswalk(view: Snapshot, old: queries.NewestResult, new: queries.NewestResult) -> CrosswalkComparison | None:
    """Worked out once while nothing changes."""
    pair = old.assessment_id, new.assessment_id
    return view.once(f"crosswalk {pair}", lambda: compared(*pair))


def _questionnaires(old: queries.NewestResult, new: queries.NewestResult) -> tuple[Text, Text]:
    before, after = (domain_questionnaire(row.questionnaire_version_id).title for row in (old, new))
    return before, after


def _section(old: queries.NewestResult, new: queries.NewestResult, *, worse: bool) -> Sections | None:
    """The section by which the prudent score of the same questionnaire version fell most, or rose when not `worse`:
    by its points of the whole, not by its own. None when none moved that way."""
    if old.questionnaire_version_id != new.questionnaire_version_id:
        return None
    parts = [unpack_sections_many([row.sections])[0].astype(np.float64) for row in (old, new)]
    before, after = (part[:, 1] for part in parts)
    points = np.nan_to_num((after - before) * parts[1][:, 2]) * (-1 if worse else 1)
    place = int(points.argmax())
    if points[place] <= 0 or not difference(float(before[place]), float(after[place])):
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
    registered: int = 0
    """Of the organizations without a result now, those that were not in the register then: no news about risk."""


def compare(view: Snapshot, history: History, day: date | None, today: date, zone: tzinfo) -> DayComparison:
    """How the group stands now, and on that day."""
    standing = history.standing(today, zone)
    if day is None:
        return DayComparison(None, (None, unknown(view)), standing, None, None)
    then = queries.kept(view, day)
    return DayComparison(
        day,
        (unknown(then), unknown(view)),
        standing,
        history.standing(day, zone),
        queries.since(view, day),
        0 if then.registered is None else int(np.count_nonzero(view.in_chain & ~view.risks.known & ~then.registered)),
    )


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that is said about the time since a day."""

    worse: list[ExposureChange]
    better: list[ExposureChange]
    known: list[ExposureChange]
    """Those assessed for the first time."""
    other: list[ExposureChange]
    """Those whose result comes from another questionnaire than then."""
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


def exposure_trend(view: Snapshot, days: Sequence[date], today: date) -> dict[int, list[float | None]]:
    """For each company its risk by the worst path (0–1) on those days, by node; -1 is the whole group's exposure.
    None on days when nobody in the chain was assessed: then no risk was known, which is no good news."""

    def work() -> dict[int, list[float | None]]:
        lines: dict[int, list[float | None]] = {-1: [], **{int(node): [] for node in view.companies}}
        for day in days:
            at = view if day == today else queries.kept(view, day)
            for node, values in lines.items():
                found = at.known_case
                group = group_exposure(found.combined, queries.importance(at, view))
                values.append((group if node < 0 else float(found.worst[node])) if at.assessed else None)
        return lines

    return view.once(f"trend {days}", work)


def story(view: Snapshot, history: History, day: date, today: date, zone: tzinfo) -> Story:
    """Everything the page of changes says about the time since that day."""
    then, found = queries.kept(view, day), queries.since(view, day)
    lists = changed(view, then, found, days=(day, today))
    came, went = links(view, then)
    early, late = found.steps[0].worst, found.steps[-1].worst
    nodes = {node for rows in lists for change in rows for node in (change.node, change.origin)}
    nodes |= {node for link in (*came[:TOP], *went[:TOP]) for node in (link.buyer, link.supplier)}
    companies = sorted(view.companies.tolist(), key=lambda node: -abs(found.worst[node].sum()))
    return Story(
        **lists._asdict(),
        came=came,
        went=went,
        companies=[(node, float(early[node]), float(late[node])) for node in companies],
        names=node_names(view, nodes | set(companies)),
        stale=list(zip(MONTHS, history.going_stale(today, zone, MONTHS), strict=True)),
    )
