"""What a register import is held against: the register as it is, who imports, and what the file has added so far."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vendor_risk.domain.texts.slips import one_letter_apart, pieces
from vendor_risk.formats.register.columns import RegisterRow, RegisterValue
from vendor_risk.imports.register import queries
from vendor_risk.imports.register.cells.columns import Answers
from vendor_risk.imports.register.cells.likeness import like_keys
from vendor_risk.imports.register.queries import StoredOrganization
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.organizations.names import squeeze
from vendor_risk.permissions import Scope


class RowOutcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    HELD = "held"
    """It waits: something in it is wrong, or is asked."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Who imports: where they may change the register, and where group companies; `everything` for the command line."""

    edit: Scope
    companies: Scope
    everything: bool = False
    home_company_id: int | None = None
    """Looks after new vendors whose row names no company, and buys what a list names no buyer for."""

    def looked_after_by(self, company_id: int | None) -> Rights:
        """The same rights with another company that looks after new vendors; with none, where it is not theirs (any
        more).
        """
        mine = self.everything or self.edit.covers(company_id)
        return replace(self, home_company_id=company_id if mine else None)


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
    again: bool = False
    """Whether an earlier row of the same list is about the same."""

    def text(self, name: str) -> str | None:
        """The text of a field; None when it is blank."""
        return text_of(self.values[name])


def code_key(code: str) -> str:
    """What codes are held against each other by: full width and half width are the same."""
    return unicodedata.normalize("NFKC", code).strip()


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
    def name_en(self) -> str:
        """What it is called in English, where it says so; else as `name`."""
        return str(self.stored.facts.get("name_en") or self.name)

    @property
    def before(self) -> dict[str, RegisterValue]:
        """Its facts and its place, to tell what a row changes."""
        place = {"parent_id": self.stored.parent_id, "home_company_id": self.stored.home_company_id}
        return {**self.stored.facts, **place}


_MOST_NEAR = 60
"""Names of which so many share a half are no slips of one another."""


class RegisterState:
    """The register and the file so far. Everything is looked up here; nothing is asked of the database meanwhile."""

    def __init__(self, rights: Rights, today: date, answers: Answers | None = None) -> None:
        self.rights, self.today, self.answers = rights, today, answers or {}
        self.by_code: dict[str, KnownOrganization] = {}
        self.by_number: dict[str, KnownOrganization] = {}
        self.by_id: dict[int, KnownOrganization] = {}
        self.parents: dict[int, int | None] = {}
        self.by_name: dict[str, list[KnownOrganization]] = {}
        """Companies by each of their names, without form and width."""
        self._alike: dict[str, list[KnownOrganization]] = {}
        self._nearly: dict[str, list[tuple[str, KnownOrganization]]] = {}
        self.planned: dict[str, list[Planned]] = {}
        self.seen: dict[int, RegisterLine] = {}
        self._next = self._given = 0
        self._top: list[KnownOrganization] | None = None
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
            self.by_code[code_key(record.code)] = self.by_id[after]

    def _know(self, stored: StoredOrganization, visible: bool) -> KnownOrganization:
        company = stored.kind == OrganizationKind.GROUP_COMPANY
        home = stored.id if company else stored.home_company_id
        editable = self.rights.everything or self.rights.edit.covers(home) or (visible and home is None)
        known = KnownOrganization(stored, visible, editable)
        self.by_code[code_key(known.code)] = self.by_id[known.id] = known
        if number := text_of(stored.facts["corporate_number"]):
            self.by_number.setdefault(number, known)
        if company:
            self.parents[known.id] = stored.parent_id
            for name in {key for text in self._names(known) for key in like_keys(text)}:
                self.by_name.setdefault(name, []).append(known)
        elif visible:
            for name in like_keys(*self._names(known)):
                self._alike.setdefault(name, []).append(known)
                for piece in pieces(name):
                    self._nearly.setdefault(piece, []).append((name, known))
        return known

    @staticmethod
    def _names(known: KnownOrganization) -> list[str]:
        facts = known.stored.facts
        return [str(facts[name]) for name in ("name", "name_en", "name_ja") if facts.get(name)]

    def new_id(self) -> int:
        """A stand-in id for something the import adds."""
        self._next -= 1
        return self._next

    def free_code(self) -> str:
        """A code for a vendor whose list has none: the next free one."""
        while True:
            self._given += 1
            if (code := f"V-{self._given:04d}") not in self.by_code:
                return code

    def add(self, planned: Planned, kind: OrganizationKind) -> None:
        """An organization the file adds: later rows may refer to it."""
        code = str(planned.values["code"])
        known = self._know(StoredOrganization(planned.target, kind, None, None, code, dict(planned.values)), True)
        known.editable, known.line = True, planned.line

    def find(self, text: str) -> KnownOrganization | None:
        """The organization meant by a code or corporate number, when it may be seen."""
        known = self.by_code.get(code_key(text)) or self.by_number.get(text)
        return known if known is not None and known.visible else None

    def companies_called(self, text: str) -> list[KnownOrganization]:
        """The companies that a code or a name may mean, those that may be seen: one when it is plain."""
        answer = self.answers.get(f"company:{squeeze(text)}")
        known = self.find(answer or text)
        if known is not None:
            return [known]
        found = {one.id: one for key in like_keys(text) for one in self.by_name.get(key, ()) if one.visible}
        return list(found.values())

    def only_company(self) -> KnownOrganization | None:
        """The company a person named for rows that name none, else the one at the top; None when there are several."""
        answer = self.answers.get("buyer:")
        if answer and (known := self.find(answer)) and known.kind == OrganizationKind.GROUP_COMPANY and known.editable:
            return known
        if self._top is None:
            self._top = self._only_at_the_top()
        return self._top[0] if len(self._top) == 1 else None

    def _only_at_the_top(self) -> list[KnownOrganization]:
        companies = [one for one in self.by_id.values() if one.kind == OrganizationKind.GROUP_COMPANY and one.editable]
        mine = {one.id for one in companies}
        return [one for one in companies if self.parents.get(one.id) not in mine]

    def vendors_like(self, names: Iterable[str | None]) -> tuple[list[KnownOrganization], list[KnownOrganization]]:
        """The vendors with a name that looks the same, and those whose name is one letter apart."""
        same: dict[int, KnownOrganization] = {}
        near: dict[int, KnownOrganization] = {}
        for key in like_keys(*names):
            same |= {known.id: known for known in self._alike.get(key, ())}
            for piece in pieces(key):
                for other, known in self._nearly.get(piece, ())[:_MOST_NEAR]:
                    if one_letter_apart(key, other):
                        near[known.id] = known
        return list(same.values()), [known for known in near.values() if known.id not in same]


def finish(line: RegisterLine, planned: Planned, before: RegisterRow | None, after: RegisterRow) -> Planned:
    """The outcome of a row from its problems and from what it changes; `before` None for something new."""
    planned.values = dict(after)
    if line.problems:
        planned.outcome = RowOutcome.HELD
    elif before is None:
        planned.outcome = RowOutcome.ADDED
    else:
        planned.changes = {name: (before[name], value) for name, value in after.items() if before[name] != value}
        planned.outcome = RowOutcome.CHANGED if planned.changes else RowOutcome.UNCHANGED
    return planned


def wait_for_held(rows: Sequence[Planned], organizations: Iterable[Planned]) -> None:
    """Hold back rows that rest on one that is held, and those that rest on these. `organizations`: the rows among them
    that may add one. Each row is looked at again only when something it rests on is held: a chain of any length takes
    as long as it has rows.
    """
    coming = Counter(row.target for row in organizations if row.outcome == RowOutcome.ADDED)
    resting: dict[int, list[Planned]] = {}
    for row in rows:
        for party in {row.target, *row.parties.values()}:
            if party < 0:
                resting.setdefault(party, []).append(row)
    left = list(rows)
    while left:
        row = left.pop()
        added = row.outcome == RowOutcome.ADDED
        rests_on = row.parties.values() if added else (row.target, *row.parties.values())
        if row.outcome == RowOutcome.HELD or not any(one < 0 and not coming[one] for one in rests_on):
            continue
        row.outcome = RowOutcome.HELD
        row.line.wrong("", "waits")
        if added and coming[row.target]:
            coming[row.target] -= 1
            left += resting[row.target] if not coming[row.target] else []
