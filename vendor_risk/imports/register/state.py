"""What a register import is held against: the register as it is, who imports, and what the file has added so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import SupplyLink

ORGANIZATION_FIELDS = (
    "name",
    "name_en",
    "name_ja",
    "corporate_number",
    "lei",
    "country",
    "industry",
    "employees",
    "website",
    "status",
    "notes",
)
ENGAGEMENT_FIELDS = tuple(name for name in EngagementValues.__slots__ if name != "features")


class RowOutcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Rights:
    """Who imports: where they may change the register, and where group companies; `everything` for the command line."""

    edit: Scope
    companies: Scope
    everything: bool = False
    home_company_id: int | None = None
    """Looks after new vendors whose row names no company."""


@dataclass(slots=True)
class Planned:
    """A row and what becomes of it. `target` is the id of what it is about: negative for what is still to be added."""

    line: RegisterLine
    outcome: RowOutcome
    label: str
    target: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """By field: before and after."""


@dataclass(slots=True)
class KnownOrganization:
    """An organization of the register or of the file, as rows refer to it."""

    id: int
    code: str
    kind: OrganizationKind
    name: str
    visible: bool
    editable: bool
    row: Mapping[str, Any]


class RegisterState:
    """The register and the file so far. Everything is looked up here; nothing is asked of the database meanwhile."""

    def __init__(self, rights: Rights, today: date) -> None:
        self.rights, self.today = rights, today
        self.by_code: dict[str, KnownOrganization] = {}
        self.by_number: dict[str, KnownOrganization] = {}
        self.by_id: dict[int, KnownOrganization] = {}
        self.parents: dict[int, int | None] = {}
        self.planned: dict[str, list[Planned]] = {}
        self.seen: dict[int, RegisterLine] = {}
        self._next = 0
        visible = set(db.session.scalars(select(Organization.id).where(visible_organizations(rights.edit))))
        o = Organization
        columns = [o.id, o.code, o.kind, o.parent_id, o.home_company_id, *(getattr(o, f) for f in ORGANIZATION_FIELDS)]
        for row in db.session.execute(select(*columns).where(o.merged_into_id.is_(None))).mappings():
            self._know(dict(row), row["id"] in visible or rights.everything)
        self._alias()

    def _alias(self) -> None:
        """Let the codes of merged records mean those they stand as now, so that no file brings a duplicate back."""
        o = Organization
        merged = {
            row.id: row for row in db.session.execute(select(o.id, o.code, o.merged_into_id)) if row.merged_into_id
        }
        for row in merged.values():
            after = row.merged_into_id
            while after in merged:
                after = merged[after].merged_into_id
            self.by_code[row.code] = self.by_id[after]

    def _know(self, row: dict[str, Any], visible: bool) -> None:
        company = row["kind"] == OrganizationKind.GROUP_COMPANY
        home = row["id"] if company else row["home_company_id"]
        editable = self.rights.everything or self.rights.edit.covers(home) or (visible and home is None)
        known = KnownOrganization(
            row["id"], row["code"], OrganizationKind(row["kind"]), row["name"], visible, editable, row
        )
        self.by_code[known.code] = self.by_id[known.id] = known
        if row["corporate_number"]:
            self.by_number.setdefault(row["corporate_number"], known)
        if company:
            self.parents[known.id] = row["parent_id"]

    def new_id(self) -> int:
        """A stand-in id for something the import adds."""
        self._next -= 1
        return self._next

    def add(self, planned: Planned, row: dict[str, Any]) -> None:
        """An organization the file adds: later rows may refer to it."""
        self._know(row | {"id": planned.target}, True)
        self.by_id[planned.target].editable = True

    def find(self, text: str) -> KnownOrganization | None:
        """The organization meant by a code or corporate number, when it may be seen."""
        known = self.by_code.get(text) or self.by_number.get(text)
        return known if known is not None and known.visible else None

    def engagements(self) -> Iterator[dict[str, Any]]:
        """Every engagement's row."""
        e = Engagement
        columns = [e.id, e.code, e.buyer_id, e.supplier_id, e.facts, e.tier_override, e.tier_override_reason]
        rows = db.session.execute(select(*columns, *(getattr(e, name) for name in ENGAGEMENT_FIELDS)))
        return (dict(row) for row in rows.mappings())

    def links(self) -> Iterator[dict[str, Any]]:
        """Every link's row."""
        k = SupplyLink
        rows = db.session.execute(
            select(
                k.id,
                k.buyer_id,
                k.supplier_id,
                k.service,
                k.service_en,
                k.service_ja,
                k.source,
                k.confidence,
                k.weight,
                k.seen_on,
            )
        )
        return (dict(row) for row in rows.mappings())

    def contacts(self) -> Iterator[dict[str, Any]]:
        """Every contact's row."""
        c = Contact
        own = (c.name, c.name_en, c.name_ja, c.email, c.language, c.role, c.primary)
        rows = db.session.execute(select(c.id, c.organization_id, *own))
        return (dict(row) for row in rows.mappings())


def finish(line: RegisterLine, planned: Planned, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Planned:
    """The outcome of a row from its problems and from what it changes; `before` None for something new."""
    planned.values = dict(after)
    if line.problems:
        planned.outcome = RowOutcome.REFUSED
    elif before is None:
        planned.outcome = RowOutcome.ADDED
    else:
        planned.changes = {name: (before[name], value) for name, value in after.items() if before[name] != value}
        planned.outcome = RowOutcome.CHANGED if planned.changes else RowOutcome.UNCHANGED
    return planned
