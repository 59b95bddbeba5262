"""What moved exposures between two moments, in parts that add up to the whole difference.

The state before is brought to the state after in steps, each of which changes one kind of fact: first the own risks of
organizations known at both moments by the same questionnaire (their answers and evidence), then of those whose result
comes from another questionnaire than before (which is no comparison), then who came to be known or unknown, then how
strongly a buyer depends on a supplier it had before, then which links there are, then what counts how much in the
group's exposure. Each part is the difference a step makes, so their sum is the
difference of the whole, exactly; what two kinds do together counts to the later step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.chain.exposure import Exposure, exposures
from vendor_risk.domain.chain.graph import Floats, SupplyGraph
from vendor_risk.domain.chain.whatif import group_exposure
from vendor_risk.domain.figures import apportioned, difference


class ChangePart(StrEnum):
    """What moved an exposure."""

    ANSWERS = "answers"
    QUESTIONNAIRE = "questionnaire"
    KNOWN = "known"
    WEIGHTS = "weights"
    LINKS = "links"
    SERVICES = "services"


NODE_PARTS = tuple(part for part in ChangePart if part is not ChangePart.SERVICES)
"""What can move a single organization's exposure; the group's is also moved by what it counts."""


@dataclass(frozen=True)
class ChainSide:
    """One moment, over the same nodes as the other: own risks 0–1, who is known, links, importance (sums to 1)."""

    own: Floats
    known: NDArray[np.bool_]
    graph: SupplyGraph
    importance: Mapping[int, float]
    questionnaire: NDArray[np.int64] | None = None
    """By node a number for the questionnaire its result comes from, in whichever version; None: the same everywhere."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """The group's exposure then and now in percent, to a tenth, and in parts that add up to the difference shown."""

    before: float
    after: float
    whole: float
    parts: dict[ChangePart, float]


@dataclass(frozen=True)
class Moved:
    """Two sides and the steps between them."""

    before: ChainSide
    after: ChainSide
    steps: tuple[Exposure, ...]
    """Exposures before, and after each of `NODE_PARTS`: the last are those of now."""
    comparable: NDArray[np.bool_]
    """Who is known at both moments by the same questionnaire."""

    @cached_property
    def own(self) -> Floats:
        """By how much each own risk moved."""
        return self.after.own - self.before.own

    @cached_property
    def worst(self) -> Floats:
        """By node and `NODE_PARTS`: by how much each moved the exposure by the worst path."""
        columns = [step.worst for step in self.steps]
        return np.stack([late - early for early, late in pairwise(columns)], axis=1)

    @cached_property
    def group(self) -> dict[ChangePart, float]:
        """By how much each part moved the group's exposure; together its difference."""
        old, new = self.before.importance, self.after.importance
        values = [group_exposure(step.combined, old) for step in self.steps]
        values.append(group_exposure(self.steps[-1].combined, new))
        return {part: values[place + 1] - values[place] for place, part in enumerate(ChangePart)}

    @cached_property
    def shown(self) -> ShownChange:
        """The group's exposure and its parts as they are shown."""
        return shown_change(self.group_before, self.group_after, self.group)

    @property
    def group_before(self) -> float:
        """The group's exposure then, 0–1."""
        return group_exposure(self.steps[0].combined, self.before.importance)

    @property
    def group_after(self) -> float:
        """The group's exposure now, 0–1."""
        return group_exposure(self.steps[-1].combined, self.after.importance)


def shown_change(before: float, after: float, parts: Mapping[ChangePart, float]) -> ShownChange:
    """How a change of the group's exposure (0–1) and its parts are shown."""
    early, late = 100.0 * before, 100.0 * after
    whole = difference(early, late, 1)
    values = apportioned([100.0 * value for value in parts.values()], whole, 1)
    return ShownChange(round(early, 1), round(late, 1), whole, dict(zip(parts, values, strict=True)))


def moved(before: ChainSide, after: ChainSide) -> Moved:
    """The steps from one moment to the other. ValueError when they are not over the same nodes."""
    if not before.graph.size == after.graph.size == len(before.own) == len(after.own):
        raise ValueError("both moments must be over the same organizations")
    both = before.known & after.known
    same = both.copy()
    if before.questionnaire is not None and after.questionnaire is not None:
        same &= before.questionnaire == after.questionnaire
    steps = (
        exposures(before.graph, before.own),
        exposures(before.graph, np.where(same, after.own, before.own)),
        exposures(before.graph, np.where(both, after.own, before.own)),
        exposures(before.graph, after.own),
        exposures(_weighted(before.graph, after.graph), after.own),
        exposures(after.graph, after.own),
    )
    return Moved(before, after, steps, same)


def _weighted(before: SupplyGraph, after: SupplyGraph) -> SupplyGraph:
    """The links of before; those there still are with the weight of after."""
    buyers, suppliers, weights = before.edges()
    names = buyers.astype(np.int64) * before.size + suppliers
    later_buyers, later_suppliers, later = after.edges()
    later_names = later_buyers.astype(np.int64) * before.size + later_suppliers
    if not len(names) or not len(later_names):
        return before
    order = np.argsort(later_names, kind="stable")
    place = order[np.minimum(np.searchsorted(later_names, names, sorter=order), len(order) - 1)]
    return before.with_weights(np.where(later_names[place] == names, later[place], weights))
