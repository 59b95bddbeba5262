"""Which known organizations a declared name may mean. Likeness proposes to a person; the vendor is told nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vendor_risk.declarations import queries
from vendor_risk.declarations.models import Declaration
from vendor_risk.declarations.queries import KnownName
from vendor_risk.domain.texts.likeness import TextLikeness
from vendor_risk.organizations.names import bare_names
from vendor_risk.permissions import Scope

LIKE = 0.55
"""Names at least this alike are proposed: lower than for duplicates, as a person looks at each and three are shown."""
SURE = 0.9
"""From here on a proposal is chosen beforehand on the page, as is one with the same corporate number."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class OrganizationMatch:
    """A known organization that may be meant, and why."""

    organization: KnownName
    number: bool
    """The same corporate number."""
    likeness: float
    """Of the likest of its names, 0–1."""

    @property
    def sure(self) -> bool:
        """Whether the page chooses it beforehand."""
        return self.number or self.likeness >= SURE


def proposals(scope: Scope, rows: Sequence[Declaration]) -> dict[int, list[OrganizationMatch]]:
    """By declaration the organizations of the scope that may be meant, the likeliest first; never the vendor itself,
    nor one whose corporate number says that it is another.
    """
    if not rows:
        return {}
    known = queries.names_for_matching(scope)
    texts: dict[str, list[int]] = {}
    for place, organization in enumerate(known):
        for name in bare_names(organization.name, organization.name_en, organization.name_ja):
            texts.setdefault(name, []).append(place)
    numbered = {
        organization.corporate_number: place
        for place, organization in enumerate(known)
        if organization.corporate_number
    }
    owners = list(texts.values())
    likeness = _prepared(tuple(texts))
    found = [likeness.nearest(row.folded, LIKE, 3 * _MOST) for row in rows]
    return {
        row.id: _ranked(
            row, known, numbered.get(row.corporate_number or ""), [(owners[at], score) for at, score in like]
        )
        for row, like in zip(rows, found, strict=True)
    }


@lru_cache(maxsize=2)
def _prepared(texts: tuple[str, ...]) -> TextLikeness:
    """The names made ready to be compared with; the same names are not made ready again for the next page."""
    return TextLikeness(texts, numbers_tell=True)


def _ranked(
    row: Declaration, known: Sequence[KnownName], same_number: int | None, like: list[tuple[list[int], float]]
) -> list[OrganizationMatch]:
    best: dict[int, float] = {}
    for places, score in like:
        for place in places:
            best[place] = max(best.get(place, 0.0), score)
    if same_number is not None:
        best.setdefault(same_number, 0.0)
    made = [
        OrganizationMatch(known[place], place == same_number, score)
        for place, score in best.items()
        if known[place].id != row.vendor_id and not _differs(row, known[place])
    ]
    return sorted(made, key=lambda one: (not one.number, -one.likeness, one.organization.id))[:_MOST]


def _differs(row: Declaration, organization: KnownName) -> bool:
    numbers = row.corporate_number, organization.corporate_number
    return all(numbers) and numbers[0] != numbers[1]
