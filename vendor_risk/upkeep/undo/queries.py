"""What undoing a register import would do: which rows go, which are set back, and what prevents it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Column, Table, func, or_, select

from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.i18n import bracketed
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.register.journal import actions as register_journal
from vendor_risk.imports.register.journal.actions import ChangedRow, RegisterJournal
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import LinkSource, SupplyLink
from vendor_risk.upkeep import hanging_queries
from vendor_risk.upkeep.models import EngagementClosing

FOLLOW = frozenset({"reach", "supply_link_version"})
"""Tables that follow from others or are their history: rows there hinder nothing."""


class UndoHindrance(StrEnum):
    """Why an import cannot be undone."""

    CHANGED = "changed"
    """The row holds something else by now."""
    GONE = "gone"
    """The row that was changed is not there any more."""
    HANGS = "hangs"
    """Rows that came later name it; `table` and `number` say which."""
    RELIED_ON = "relied_on"
    """An engagement with a closing list, or on which questionnaires were sent."""
    NOT_YOURS = "not_yours"


@dataclass(frozen=True, slots=True)
class UndoProblem:
    """What prevents it: which row, what that is called, and why."""

    table: str
    id: int
    label: str
    why: UndoHindrance
    hanging: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class BackRow:
    """A row that is set back."""

    table: str
    id: int
    label: str
    row: ChangedRow


@dataclass(slots=True)
class Undoing:
    """What undoing does. `gone`: labels of the rows that go, by table."""

    journal: RegisterJournal
    gone: dict[str, list[str]] = field(default_factory=dict)
    back: list[BackRow] = field(default_factory=list)
    problems: list[UndoProblem] = field(default_factory=list)

    @property
    def numbers(self) -> dict[str, int]:
        """How many rows go, by table."""
        return {name: len(labels) for name, labels in self.gone.items() if labels}

    @property
    def possible(self) -> bool:
        """Whether it can be undone: there is something to undo and nothing in the way."""
        return bool(self.journal) and not self.problems


def undoing(batch: ImportBatch, edit: Scope, companies: Scope) -> Undoing:
    """What undoing this import would do for who may change the register of `edit` and the group `companies`."""
    found = Undoing(register_journal.journal_of(batch))
    names = _Labels(found.journal)
    for name in register_journal.TABLES:
        added, changed = found.journal.added.get(name, {}), found.journal.changed.get(name, {})
        now = register_journal.rows(name, [*added, *changed])
        found.gone[name] = [names.of(name, number, now[number]) for number in sorted(added) if number in now]
        for number, known in added.items():
            if number in now and register_journal.digest(now[number]) != known:
                label = names.of(name, number, now[number])
                found.problems.append(UndoProblem(name, number, label, UndoHindrance.CHANGED))
        for number, row in changed.items():
            found.problems += _set_back(found, names, name, number, row, now.get(number))
        for number in _beyond(name, now, edit, companies):
            label = names.of(name, number, now[number])
            found.problems.append(UndoProblem(name, number, label, UndoHindrance.NOT_YOURS))
    found.problems += _hanging(found.journal, names)
    found.problems += _relied_on(found.journal, names)
    return found


def _set_back(
    found: Undoing, names: _Labels, name: str, number: int, row: ChangedRow, now: Mapping[str, object] | None
) -> Iterator[UndoProblem]:
    if now is None:
        yield UndoProblem(name, number, names.of(name, number, row.before), UndoHindrance.GONE)
        return
    label = names.of(name, number, now)
    found.back.append(BackRow(name, number, label, row))
    if any(now[column] != value for column, value in row.after.items()):
        yield UndoProblem(name, number, label, UndoHindrance.CHANGED)


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(set(ids))
    return (every[first : first + 500] for first in range(0, len(every), 500))


class _Labels:
    """What rows are called: codes and names of organizations; contacts and links by whose they are."""

    def __init__(self, journal: RegisterJournal) -> None:
        self._names: dict[int, str] = {}
        self._journal = journal

    def organization(self, number: object) -> str:
        """Code and name of an organization; "" for what is no id of one."""
        if not isinstance(number, int):
            return ""
        if number not in self._names:
            row = db.session.get(Organization, number)
            self._names[number] = f"{row.code} {row.name}" if row else ""
        return self._names[number]

    def of(self, table: str, number: int, row: Mapping[str, object]) -> str:
        """What a row is called."""
        if table == "organization":
            return self.organization(number)
        if table == "contact":
            return f"{row.get('name', '')}{bracketed(self.organization(row.get('organization_id')))}"
        if table == "engagement":
            return f"{row.get('code', '')} {row.get('service', '')}"
        return f"{self.organization(row.get('buyer_id'))} → {self.organization(row.get('supplier_id'))}"


def _beyond(name: str, now: Mapping[int, Mapping[str, object]], edit: Scope, companies: Scope) -> list[int]:
    """Rows that are not (or not any more) this person's to change: as the pages of each kind of row have it. Contacts
    are changed by who looks after their organization, links by who looks after the buyer.
    """
    whose = _WHOSE.get(name, "")
    keepers = _keepers(row[whose] for row in now.values()) if whose else {}

    def covers(number: int, row: Mapping[str, object]) -> bool:
        if whose:
            return keepers.get(row[whose]) in edit.companies
        if name == "engagement":
            return row["buyer_id"] in edit.companies
        if row["kind"] == OrganizationKind.GROUP_COMPANY:
            return companies.covers(number)
        return row["home_company_id"] in edit.companies

    return [number for number, row in now.items() if not covers(number, row)]


_WHOSE = {"contact": "organization_id", "supply_link": "buyer_id"}
"""The column of a row that names the organization it belongs to."""


def _keepers(ids: Iterable[object]) -> dict[object, int | None]:
    """The group company that looks after each of these organizations: of a company itself."""
    found: dict[object, int | None] = {}
    o = Organization
    for part in _parts(number for number in ids if isinstance(number, int)):
        for row in db.session.execute(select(o.id, o.kind, o.home_company_id).where(o.id.in_(part))):
            found[row.id] = row.id if row.kind == OrganizationKind.GROUP_COMPANY else row.home_company_id
    return found


def _hanging(journal: RegisterJournal, names: _Labels) -> Iterator[UndoProblem]:
    """Rows that name an added organization and that this import did not add."""
    added = journal.ids("organization")
    for table, column in hanging_queries.naming_columns():
        if table.name in FOLLOW:
            continue
        own = journal.ids(table.name)
        for number, rows in _later(table, column, added, own).items():
            label, why = names.organization(number), UndoHindrance.HANGS
            yield UndoProblem("organization", number, label, why, table.name, rows)


def _later(table: Table, column: Column[int], added: set[int], own: set[int]) -> dict[int, int]:
    """How many rows besides `own` name each added organization; contract links follow from their engagement."""
    found: dict[int, int] = {}
    key = table.c.get("id")
    for part in _parts(added):
        query = select(column, func.count()).where(column.in_(part))
        if table.name == SupplyLink.__tablename__:
            query = query.where(table.c.source != LinkSource.CONTRACT)
        if key is None or not own:
            rows = db.session.execute(query.group_by(column)).all()
            found |= {row[0]: row[1] for row in rows}
            continue
        for row in db.session.execute(select(key, column).where(query.whereclause)):  # type: ignore[arg-type]
            if row[0] not in own:
                found[row[1]] = found.get(row[1], 0) + 1
    return found


def _relied_on(journal: RegisterJournal, names: _Labels) -> Iterator[UndoProblem]:
    """Added engagements of vendors that were there: with a closing list, or on which questionnaires were sent."""
    a, c, e = Assessment, EngagementClosing, Engagement
    for part in _parts(journal.ids("engagement")):
        asked = select(a.id).where(a.organization_id == e.supplier_id, a.created_at >= e.created_at).exists()
        closed = select(c.engagement_id).where(c.engagement_id == e.id).exists()
        for row in db.session.execute(select(e.id, e.code, e.service).where(e.id.in_(part), or_(asked, closed))):
            label = names.of("engagement", row.id, {"code": row.code, "service": row.service})
            yield UndoProblem("engagement", row.id, label, UndoHindrance.RELIED_ON)
