"""What a register import is held against: the register as it is, who imports, and what the file has added so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vendor_risk.formats.register.columns import RegisterRow, RegisterValue
from vendor_risk.imports.register import queries
from vendor_risk.imports.register.queries import StoredOrganization
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope


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
    values: dict[str, RegisterValue] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)
    """The columns that name organizations, by the id of each: negative for those the file adds."""
    changes: dict[str, tuple[RegisterValue, RegisterValue]] = field(default_factory=dict)
    """By field: before and after."""

    def text(self, name: str) -> str | None:
        """The text of a field; None when it is blank."""
        return text_of(self.values[name])


def text_of(value: RegisterValue) -> str | None:
    """A field as text; None when it is blank."""
    return None if value is None else str(value)


@dataclass(slots=True)
class KnownOrganization:
    """An organization of the register or of the file, as rows refer to it."""

    stored: StoredOrganization
    visible: bool
    editable: bool
    line: RegisterLine | None = None
    """The row that adds it; None for one that was there before."""

    @property
    def id(self) -> int:
        """The id, negative for one of the file."""
        return self.stored.id

    @property
    def code(self) -> str:
        """The code it is referred to by."""
        return self.stored.code

    @property
    def kind(self) -> OrganizationKind:
        """A group company or a vendor."""
        return self.stored.kind

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.stored.facts["name"])

    @property
    def before(self) -> dict[str, RegisterValue]:
        """Its facts and its place, to tell what a row changes."""
        place = {"parent_id": self.stored.parent_id, "home_company_id": self.stored.home_company_id}
        return {**self.stored.facts, **place}


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
        visible = queries.visible_ids(rights.edit)
        for stored in queries.organizations():
            self._know(stored, stored.id in visible or rights.everything)
        self._alias()

    def _alias(self) -> None:
        """Let the codes of merged records mean those they stand as now, so that no file brings a duplicate back."""
        merged = {record.id: record for record in queries.merged()}
        for record in merged.values():
            after = record.merged_into_id
            while after in merged:
                after = merged[after].merged_into_id
            self.by_code[record.code] = self.by_id[after]

    def _know(self, stored: StoredOrganization, visible: bool) -> KnownOrganization:
        company = stored.kind == OrganizationKind.GROUP_COMPANY
        home = stored.id if company else stored.home_company_id
        editable = self.rights.everything or self.rights.edit.covers(home) or (visible and home is None)
        known = KnownOrganization(stored, visible, editable)
        self.by_code[known.code] = self.by_id[known.id] = known
        if number := text_of(stored.facts["corporate_number"]):
            self.by_number.setdefault(number, known)
        if company:
            self.parents[known.id] = stored.parent_id
        return known

    def new_id(self) -> int:
        """A stand-in id for something the import adds."""
        self._next -= 1
        return self._next

    def add(self, planned: Planned, kind: OrganizationKind) -> None:
        """An organization the file adds: later rows may refer to it."""
        code = str(planned.values["code"])
        known = self._know(StoredOrganization(planned.target, kind, None, None, code, dict(planned.values)), True)
        known.editable, known.line = True, planned.line

    def find(self, text: str) -> KnownOrganization | None:
        """The organization meant by a code or corporate number, when it may be seen."""
        known = self.by_code.get(text) or self.by_number.get(text)
        return known if known is not None and known.visible else None


def finish(line: RegisterLine, planned: Planned, before: RegisterRow | None, after: RegisterRow) -> Planned:
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
