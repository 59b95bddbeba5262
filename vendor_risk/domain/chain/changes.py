"""What moved exposures between two moments, in parts that add up to the whole difference.

The state before is brought to the state after in steps, each of which changes one kind of fact: first the own risks of
organizations known at both moments (their answers), then who came to be known or unknown, then the links of the chain,
then what counts how much in the group's exposure. Each part is the difference a step makes, so their sum is the
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


class ChangePart(StrEnum):
    """What moved an exposure."""

    ANSWERS = "answers"
    KNOWN = "known"
    LINKS = "links"
    SERVICES = "services"


NODE_PARTS = (ChangePart.ANSWERS, ChangePart.KNOWN, ChangePart.LINKS)
"""What can move a single organization's exposure; the group's is also moved by what it counts."""


@dataclass(frozen=True)
class ChainSide:
    """One moment, over the same nodes as the other: own risks 0–1, who is known, links, importance (sums to 1)."""

    own: Floats
    known: NDArray[np.bool_]
    graph: SupplyGraph
    importance: Mapping[int, float]


@dataclass(frozen=True)
class Moved:
    """Two sides and the steps between them."""

    before: ChainSide
    after: ChainSide
    steps: tuple[Exposure, ...]
    """Exposures before, after the answers, after who is known, after the links (that is: now)."""

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

    @property
    def group_before(self) -> float:
        """The group's exposure then, 0–1."""
        return group_exposure(self.steps[0].combined, self.before.importance)

    @property
    def group_after(self) -> float:
        """The group's exposure now, 0–1."""
        return group_exposure(self.steps[-1].combined, self.after.importance)


def moved(before: ChainSide, after: ChainSide) -> Moved:
    """The steps from one moment to the other. ValueError when they are not over the same nodes."""
    if not before.graph.size == after.graph.size == len(before.own) == len(after.own):
        raise ValueError("both moments must be over the same organizations")
    both = before.known & after.known
    answered = np.where(both, after.own, before.own)
    return Moved(
        before,
        after,
        (
            exposures(before.graph, before.own),
            exposures(before.graph, answered),
            exposures(before.graph, after.own),
            exposures(after.graph, after.own),
        ),
    )
