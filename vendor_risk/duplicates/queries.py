"""Questions about records that may be one organization. Likeness proposes; a person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import func, or_, select

from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db
from vendor_risk.domain.texts.likeness import alike
from vendor_risk.domain.texts.slips import slips, unlike
from vendor_risk.duplicates.models import DistinctPair, OrganizationMerge
from vendor_risk.engagements.models import Engagement
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind, OrganizationStatus
from vendor_risk.organizations.names import bare_name, bare_names, bare_words
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import SupplyLink

LIKE = 0.8
"""Names at least this alike are proposed, and those that are one letter apart, as an import asks about them."""
_NOT_THE_SAME = 0.99
"""The most that names are alike which are not the same."""
_SAME_NUMBER = 12
"""Of one number at most so many records are paired with each other; more is a mistake in the data, not duplicates."""


class RecordRow(NamedTuple):
    """What two records are compared by."""

    id: int
    kind: OrganizationKind
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    corporate_number: str | None
    lei: str | None
    country: str
    status: OrganizationStatus
    home_company_id: int | None


@dataclass(frozen=True, slots=True)
class DuplicateProposal:
    """Two records that may be one organization, and why."""

    first: RecordRow
    second: RecordRow
    number: bool
    """The same corporate number."""
    lei: bool
    likeness: float
    """Of their names, 0–1; 1 when they are the same but for form, width, case and spaces."""

    @property
    def strength(self) -> float:
        """What proposals are sorted by: a shared number is the strongest sign."""
        return 2.0 * self.number + 2.0 * self.lei + self.likeness


def _records(scope: Scope) -> Sequence[RecordRow]:
    o = Organization
    columns = (
        o.id, o.kind, o.code, o.name, o.name_en, o.name_ja, o.corporate_number, o.lei, o.country, o.status,
        o.home_company_id,
    )  # fmt: skip
    rows = db.session.execute(select(*columns).where(visible_organizations(scope)).order_by(o.id))
    return [RecordRow._make(row) for row in rows]


def _different(first: RecordRow, second: RecordRow) -> bool:
    """Whether numbers say that these are two: both have one, and they differ."""
    pairs = ((first.corporate_number, second.corporate_number), (first.lei, second.lei))
    return any(a and b and a != b for a, b in pairs)


def proposals(scope: Scope) -> list[DuplicateProposal]:
    """Pairs of records that may be one organization, the strongest first; without those a person told apart.

    Two group companies are never proposed, nor records whose numbers differ, however alike their names are.
    """
    rows = _records(scope)
    apart = {(pair.first_id, pair.second_id) for pair in db.session.execute(select(*_PAIR))}
    likeness = _like_names(rows)
    by_number, by_lei = _same(rows, "corporate_number"), _same(rows, "lei")
    found = []
    for first, second in {*likeness, *by_number, *by_lei}:
        a, b = rows[first], rows[second]
        companies = a.kind == b.kind == OrganizationKind.GROUP_COMPANY
        if companies or (a.id, b.id) in apart or _different(a, b):
            continue
        pair = first, second
        found.append(DuplicateProposal(a, b, pair in by_number, pair in by_lei, likeness.get(pair, 0.0)))
    return sorted(found, key=lambda one: (-one.strength, one.first.id, one.second.id))


_PAIR = (DistinctPair.first_id, DistinctPair.second_id)


def _same(rows: Sequence[RecordRow], column: str) -> set[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if getattr(row, column):
            places[getattr(row, column)].append(place)
    return {pair for found in places.values() for pair in combinations(found[:_SAME_NUMBER], 2)}


def _like_names(rows: Sequence[RecordRow]) -> dict[tuple[int, int], float]:
    """Pairs of rows with a pair of like names, and how alike the likest are."""
    texts: dict[str, list[int]] = defaultdict(list)
    words: dict[str, list[str]] = {}
    for place, row in enumerate(rows):
        for name in filter(None, (row.name, row.name_en, row.name_ja)):
            words[bare_name(name)] = bare_words(name)
        for text in bare_names(row.name, row.name_en, row.name_ja):
            texts[text].append(place)
    found: dict[tuple[int, int], float] = {}

    def note(pairs: Iterable[tuple[int, int]], score: float) -> None:
        for a, b in pairs:
            if a != b:
                key = min(a, b), max(a, b)
                found[key] = max(found.get(key, 0.0), score)

    for places in texts.values():
        note(combinations(places[:_SAME_NUMBER], 2), 1.0)
    keys, owners = list(texts), list(texts.values())

    def both(first: int, second: int) -> Iterator[tuple[int, int]]:
        return ((a, b) for a in owners[first][:3] for b in owners[second][:3])

    for first, second, score in alike(keys, LIKE, numbers_tell=True):
        if not unlike(words.get(keys[first], ()), words.get(keys[second], ())):
            note(both(first, second), min(score, _NOT_THE_SAME))
    for first, second in slips(keys):
        note(both(first, second), 1 - 1 / max(len(keys[first]), len(keys[second])))
    return found


@dataclass(frozen=True, slots=True)
class Attached:
    """How much hangs on a record."""

    engagements: int
    links: int
    assessments: int
    contacts: int


def attached(organization_id: int) -> Attached:
    """What would move with a record (loaded through a scope before)."""
    e, k = Engagement, SupplyLink
    counts = [
        select(func.count()).select_from(e).where(or_(e.buyer_id == organization_id, e.supplier_id == organization_id)),
        select(func.count()).select_from(k).where(or_(k.buyer_id == organization_id, k.supplier_id == organization_id)),
        select(func.count()).select_from(Assessment).where(Assessment.organization_id == organization_id),
        select(func.count()).select_from(Contact).where(Contact.organization_id == organization_id),
    ]
    return Attached(*db.session.execute(select(*(count.scalar_subquery() for count in counts))).one())


def between(first_id: int, second_id: int) -> Sequence[str]:
    """Codes of engagements between the two: a record that buys from the other is another organization."""
    e = Engagement
    return db.session.scalars(
        select(e.code).where(
            or_(
                (e.buyer_id == first_id) & (e.supplier_id == second_id),
                (e.buyer_id == second_id) & (e.supplier_id == first_id),
            )
        )
    ).all()


def merges(scope: Scope, limit: int = 50) -> Sequence[OrganizationMerge]:
    """The merges of records that may be seen, the newest first."""
    m = OrganizationMerge
    seen = select(Organization.id).where(visible_organizations(scope))
    query = select(m).where(or_(m.kept_id.in_(seen), m.gone_id.in_(seen))).order_by(m.at.desc(), m.id.desc())
    return db.session.scalars(query.limit(limit)).all()


def merge(scope: Scope, merge_id: int) -> OrganizationMerge | None:
    """A merge of records that may be seen."""
    seen = select(Organization.id).where(visible_organizations(scope))
    m = OrganizationMerge
    return db.session.scalar(select(m).where(m.id == merge_id, or_(m.kept_id.in_(seen), m.gone_id.in_(seen))))


def told_apart(scope: Scope) -> Sequence[DistinctPair]:
    """Pairs that a person said are two organizations, both of which may be seen; the newest first."""
    seen = select(Organization.id).where(visible_organizations(scope))
    p = DistinctPair
    query = select(p).where(p.first_id.in_(seen), p.second_id.in_(seen)).order_by(p.at.desc(), p.id.desc())
    return db.session.scalars(query.limit(50)).all()


def pair(first_id: int, second_id: int) -> DistinctPair | None:
    """What was said of these two (loaded through a scope before)."""
    low, high = sorted((first_id, second_id))
    p = DistinctPair
    return db.session.scalar(select(p).where(p.first_id == low, p.second_id == high))
