"""What is asked of the chain most: its five numbers, and the answers that take their time, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from vendor_risk.domain.chain.whatif import Chosen
from vendor_risk.domain.figures import difference
from vendor_risk.exposure.analysis import advice, concentration, paths
from vendor_risk.exposure.analysis.advice import Unknown
from vendor_risk.exposure.analysis.concentration import Rest, ServiceSpread
from vendor_risk.exposure.analysis.paths import Path
from vendor_risk.exposure.analysis.snapshot import Snapshot

TOP = 10
DEEPER = 5


@dataclass(frozen=True, slots=True)
class ChainNumbers:
    """The chain in five numbers. Risks are 0–1."""

    group: tuple[float, float]
    """The group's exposure: known, and with the unknown at their worst."""
    measured_by: str
    worst: Path | None
    """The path through which most reaches us."""
    unknown: int
    """Organizations of the chain without a result, of `chain` in all."""
    chain: int
    shared: int
    """Those nobody contracted on whom two or more companies depend."""
    critical: int
    """Critical engagements."""


@dataclass(frozen=True, slots=True)
class ChainAnswers:
    """What takes its time and is the same in either case."""

    measures: list[Chosen]
    unknown: list[Unknown]
    """Whom to ask first."""
    rests: list[Rest]
    """On whom the group depends most."""
    hidden: list[Rest]
    """Of these whom nobody contracted."""
    singles: list[Rest]
    """Through whom alone others are reached."""
    spreads: list[ServiceSpread]


def chain_numbers(view: Snapshot) -> ChainNumbers:
    """The five numbers."""
    return ChainNumbers(
        group=group(view),
        measured_by=view.measured_by,
        worst=next(iter(paths.worst_paths(view, view.known_case, 1)), None),
        unknown=int(np.count_nonzero(view.in_chain & ~view.risks.known)),
        chain=int(np.count_nonzero(view.in_chain)),
        shared=len(concentration.shared_uncontracted(view)),
        critical=int(np.count_nonzero(view.engagements.critical)),
    )


def group(view: Snapshot) -> tuple[float, float]:
    """The group's exposure: by what is known, and with the unknown at their worst."""
    return advice.group_exposure(view, worst=False), advice.group_exposure(view, worst=True)


def measures(view: Snapshot) -> list[Chosen]:
    """What helps most, in order."""
    return view.once("measures", lambda: advice.best_measures(view))


def unknown(view: Snapshot) -> list[Unknown]:
    """Whom to ask first."""
    return view.once("unknown", lambda: advice.ask_first(view, TOP))


@dataclass(frozen=True, slots=True)
class ShownGains:
    """Measures taken one after the other as they are shown: the group's exposure before and after all in percent, to a
    tenth, and the points of each, which add up to the difference.
    """

    before: float
    after: float
    each: list[float]

    @property
    def whole(self) -> float:
        """The points of all together."""
        return difference(self.after, self.before, 1)


def shown_gains(before: float, taken: Sequence[Chosen]) -> ShownGains:
    """What these measures bring, from an exposure of `before` (0–1)."""
    steps = [100.0 * before, *(100.0 * chosen.exposure_after for chosen in taken)]
    each = [difference(late, early, 1) for early, late in pairwise(steps)]
    return ShownGains(round(steps[0], 1), round(steps[-1], 1), each)


def chain_answers(view: Snapshot) -> ChainAnswers:
    """Worked out once for a snapshot, beforehand by `refresher`."""
    return ChainAnswers(
        measures=measures(view),
        unknown=unknown(view),
        rests=view.once("rests", lambda: concentration.concentrations(view, TOP)),
        hidden=view.once("hidden", lambda: concentration.concentrations(view, DEEPER, uncontracted=True)),
        singles=view.once("singles", lambda: concentration.single_points(view, DEEPER)),
        spreads=view.once("spreads", lambda: concentration.spreads(view)),
    )
