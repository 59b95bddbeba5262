"""What an import has written, kept with its batch: the rows it added, and what stood in those it changed.

Told by looking before and after, so that it does not rest on how a plan is stored. What follows from other rows (tiers
of organizations, contract links, reach) is left out: whoever undoes an import has it follow again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import msgspec
from sqlalchemy import Table, select

from vendor_risk.database import Base, db
from vendor_risk.engagements.models import Engagement
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.register.plan import RegisterPlan
from vendor_risk.imports.register.state import RowOutcome
from vendor_risk.organizations.models import Contact, Organization
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

TABLES: dict[str, type[Base]] = {
    "organization": Organization,
    "contact": Contact,
    "engagement": Engagement,
    "supply_link": SupplyLink,
}
"""The tables an import writes, by name."""
FOLLOWS = {
    "organization": {
        "version", "updated_at", "sort_name", "search_text", "tier", "tier_could_be", "inherent_risk",
        "inherent_risk_could_be",
    },
    "contact": set[str](),
    "engagement": {"version", "updated_at"},
    "supply_link": set[str](),
}  # fmt: skip
"""Columns that count changes or follow from others: no difference in them is one."""
_CHUNK = 500
_Row = dict[str, object]


class ChangedRow(msgspec.Struct, frozen=True):
    """A row that was changed: the columns that differ, before and after."""

    before: dict[str, object]
    after: dict[str, object]


class RegisterJournal(msgspec.Struct):
    """What an import wrote, by table and id: added rows with the digest of what they held, and changed rows."""

    added: dict[str, dict[int, str]] = {}
    changed: dict[str, dict[int, ChangedRow]] = {}

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return any(self.added.values()) or any(self.changed.values())

    def ids(self, table: str) -> set[int]:
        """The ids of the rows of a table that were added."""
        return set(self.added.get(table, ()))


@dataclass(slots=True)
class Before:
    """The register before an import: the ids of all rows, and what the rows held that it may change."""

    ids: dict[str, set[int]] = field(default_factory=dict)
    rows: dict[str, dict[int, _Row]] = field(default_factory=dict)


def table_of(name: str) -> Table:
    """A table an import writes."""
    return cast("Table", TABLES[name].__table__)


def rows(name: str, ids: Iterable[int] | None = None) -> dict[int, _Row]:
    """The rows of a table by id, as JSON keeps them; columns that follow from others are left out."""
    table, found = table_of(name), {}
    columns = [column for column in table.columns if column.name not in FOLLOWS[name]]
    wanted = [None] if ids is None else list(_parts(ids))
    for part in wanted:
        query = select(*columns) if part is None else select(*columns).where(table.c.id.in_(part))
        for row in db.session.execute(query).mappings():
            found[row["id"]] = {key: msgspec.to_builtins(value) for key, value in row.items()}
    return found


def digest(row: Mapping[str, object]) -> str:
    """What tells whether a row still holds what it held."""
    return hashlib.sha256(msgspec.json.encode(row, order="sorted")).hexdigest()[:16]


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(set(ids))
    return (every[first : first + _CHUNK] for first in range(0, len(every), _CHUNK))


def _ids(name: str) -> set[int]:
    return set(db.session.scalars(select(table_of(name).c.id)))


def look(plan: RegisterPlan) -> Before:
    """The register before this plan is stored."""
    db.session.flush()
    found = Before({name: _ids(name) for name in TABLES})
    targets = {key: {row.target for row in planned if _changes(row.outcome)} for key, planned in plan.rows.items()}
    organizations = targets.get("companies", set()) | targets.get("vendors", set())
    found.rows["organization"] = rows("organization", organizations)
    found.rows["engagement"] = rows("engagement", targets.get("engagements", set()))
    theirs = {row.parties["organization_id"] for row in plan.rows.get("contacts", ()) if _stored(row.outcome)}
    contact = table_of("contact")
    known = [
        number
        for part in _parts(theirs)
        for number in db.session.scalars(select(contact.c.id).where(contact.c.organization_id.in_(part)))
    ]
    found.rows["contact"] = rows("contact", known)  # whoever is made primary takes that from the others
    link = table_of("supply_link")
    stated = set(db.session.scalars(select(link.c.id).where(link.c.source != LinkSource.CONTRACT)))
    found.rows["supply_link"] = rows("supply_link", stated | targets.get("links", set()))
    return found


def _changes(outcome: RowOutcome) -> bool:
    return outcome == RowOutcome.CHANGED


def _stored(outcome: RowOutcome) -> bool:
    return outcome in {RowOutcome.ADDED, RowOutcome.CHANGED}


def since(before: Before) -> RegisterJournal:
    """What has been written since."""
    db.session.flush()
    found = RegisterJournal()
    for name in TABLES:
        now = rows(name, before.rows[name])
        changed = {number: _changed(row, now[number]) for number, row in before.rows[name].items() if number in now}
        found.changed[name] = {number: row for number, row in changed.items() if row.after}
        added = rows(name, _ids(name) - before.ids[name])
        if name == "supply_link":  # those of contracts follow from engagements
            added = {number: row for number, row in added.items() if row["source"] != LinkSource.CONTRACT}
        found.added[name] = {number: digest(row) for number, row in added.items()}
    return found


def _changed(before: _Row, after: _Row) -> ChangedRow:
    """What differs. Of a link a contract took over all is kept: it goes with the contract."""
    names = [name for name, value in before.items() if after[name] != value]
    whole = "source" in before and "source" in names
    return ChangedRow(before if whole else {n: before[n] for n in names}, {n: after[n] for n in names})


def keep(batch: ImportBatch, before: Before) -> None:
    """Keep with the batch what it wrote."""
    batch.journal = msgspec.to_builtins(since(before), str_keys=True)


def journal_of(batch: ImportBatch) -> RegisterJournal:
    """What a batch wrote; empty for one that wrote nothing, or was stored before this was kept."""
    return msgspec.convert(batch.journal or {}, RegisterJournal, strict=False)
