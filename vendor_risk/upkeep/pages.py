"""What the pages before a change say: what happens, in numbers, and what is left as it is, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vendor_risk.engagements.models import Engagement
from vendor_risk.upkeep.fates import EngagementFate, VendorFate
from vendor_risk.upkeep.words import hindrances, kept_name

_SUMMED = (
    "engagements", "ended_engagements", "running", "submitted", "links", "contacts", "findings", "evidence",
    "declared", "suppliers", "results",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A vendor that is left as it is: why, and what must be kept (name and number)."""

    fate: VendorFate
    why: str
    kept: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class VendorPlan:
    """What becomes of the chosen vendors: those it happens to, with the sums of what hangs on them, and the others."""

    ready: list[VendorFate]
    left: list[LeftRow]
    sums: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many were chosen."""
        return len(self.ready) + len(self.left)


def vendor_plan(found: Sequence[VendorFate]) -> VendorPlan:
    """The plan of the chosen vendors."""
    words = hindrances()
    ready = [fate for fate in found if fate.hindrance is None]
    sums: Counter[str] = Counter()
    for fate in ready:
        sums.update({name: getattr(fate.hanging, name) for name in _SUMMED})
    left = [
        LeftRow(fate, words[fate.hindrance], [(kept_name(table), n) for table, n in sorted(fate.hanging.kept.items())])
        for fate in found
        if fate.hindrance is not None
    ]
    return VendorPlan(ready, left, sums)


@dataclass(frozen=True, slots=True)
class EngagementPlan:
    """What becomes of the chosen engagements: those it happens to, and the others, each with the reason."""

    ready: list[EngagementFate]
    left: list[tuple[EngagementFate, str]]


def engagement_plan(found: Sequence[EngagementFate]) -> EngagementPlan:
    """The plan of the chosen engagements."""
    words = hindrances()
    left = [(fate, words[fate.hindrance]) for fate in found if fate.hindrance is not None]
    return EngagementPlan([fate for fate in found if fate.hindrance is None], left)


@dataclass(frozen=True, slots=True)
class Owned:
    """Engagements that would get another owner: how many, of how many vendors, and who has how many ("": nobody)."""

    number: int
    vendors: int
    owners: list[tuple[str, int]]


def owned(rows: Iterable[Engagement]) -> Owned:
    """Who owns these engagements now; the most first."""
    every = list(rows)
    owners = Counter(row.owner_name for row in every)
    return Owned(len(every), len({row.supplier_id for row in every}), owners.most_common())
