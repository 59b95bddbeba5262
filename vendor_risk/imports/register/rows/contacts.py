"""Rows of contacts against the register; contact columns of a vendor list become such rows too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vendor_risk.formats.register.columns import RegisterRow, RegisterValue
from vendor_risk.i18n import bracketed
from vendor_risk.imports.register import queries
from vendor_risk.imports.register.fields import CONTACT_FIELDS
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.imports.register.rows.people import people
from vendor_risk.imports.register.state import Planned, RegisterState, RowOutcome, finish
from vendor_risk.organizations.checks import is_email

_BLANK: dict[str, str | None] = {"role": "", "department": "", "phone": "", "name_en": None, "name_ja": None}
"""What an empty cell of a column that is there stands for; elsewhere it leaves what is known."""
_NEW: RegisterRow = {
    "name": "",
    "name_en": None,
    "name_ja": None,
    "language": "ja",
    "role": "",
    "department": "",
    "phone": "",
    "primary": None,
}


def from_vendors(planned: list[Planned]) -> list[RegisterLine]:
    """The contacts that are in the rows of vendors."""
    found: list[RegisterLine] = []
    for row in planned:
        names, mails = (row.line.text(key) or "" for key in ("contact_name", "contact_email"))
        if not (names or mails) or not row.target or row.line.listed:
            continue
        language = row.line.cells.get("contact_language")
        own: dict[str, RegisterValue] = {"organization": row.values["code"]}
        if language:
            own["language"] = language
        keys = {"name": "contact_name", "email": "contact_email", "language": "contact_language"}
        places = {column: row.line.places[key] for column, key in keys.items() if key in row.line.places}
        places.setdefault("email", places.get("name", ("", "")))
        spots = {**keys, "organization": "code"}
        line = RegisterLine(
            "contacts", row.line.sheet, row.line.row, {}, places,
            source=row.line.source, sheet_table="vendors", spots=spots,
        )  # fmt: skip
        found += contacts_of(line, own, names, mails, "")
    return found


def contacts_of(
    line: RegisterLine, shared: dict[str, RegisterValue], names: str, mails: str, phones: str
) -> Iterator[RegisterLine]:
    """A line for each person whom the cells of a row name; `line` is where, `shared` what all have in common."""

    def contact(**cells: RegisterValue) -> RegisterLine:
        return replace(line, cells={**shared, **cells}, problems=list(line.problems), notes=list(line.notes))

    found = people(names, mails, phones)
    if found is None:
        differing = contact(name=names, email=mails)
        differing.wrong("name", "people_differ", names=names, mails=mails)
        yield differing
        return
    for person in found:
        if not person.email and not person.name:
            continue
        one = contact(name=person.name or person.email, email=person.email or None)
        if person.phone:
            one.cells["phone"] = person.phone
        if not person.email:
            one.wrong("email", "no_mail", value=person.name)
        elif not is_email(person.email):
            one.wrong("email", "not_email", value=person.email)
        if len(found) > 1:
            one.note("name", "people_parted", number=len(found))
        yield one


def plan_contacts(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Contacts, recognised by organization and mail address. Each organization has one that receives questionnaires."""
    stored = {(known.organization_id, known.email.casefold()): known for known in queries.contacts()}
    seen: dict[tuple[int, str], RegisterLine] = {}
    has_primary = {known.organization_id for known in stored.values() if known.primary}
    primaries: dict[int, RegisterLine] = {}
    elsewhere: dict[str, tuple[int, RegisterLine | None]] = {
        known.email.casefold(): (known.organization_id, None) for known in stored.values()
    }
    planned = []
    for line in lines:
        row = Planned(line, RowOutcome.HELD, line.text("email") or line.text("name") or "")
        planned.append(row)
        owner = _owner(line, state)
        email = line.text("email")
        if owner is None or not email:
            if not email and not line.problems:
                line.wrong("email", "missing")
            continue
        key = (owner, email.casefold())
        _say_shared(line, owner, elsewhere.setdefault(key[1], (owner, line)), state)
        known = stored.get(key)
        before = known._asdict() if known else None
        other = seen.setdefault(key, line)
        if other is not line and line.listed and other.listed and not line.problems:
            row.outcome, row.target, row.again = RowOutcome.UNCHANGED, known.id if known else 0, True
            line.note("email", "contact_again", value=email, other=other.row)
            continue
        if other is not line:
            line.wrong("email", "double", value=row.label, other=other.row, sheet=other.sheet)
        base = before or {**_NEW, "email": email}
        after = {name: _kept(name, line, base) for name in CONTACT_FIELDS}
        if not after["name"]:
            line.wrong("name", "missing")
        if after["primary"] is None:
            after["primary"] = owner not in has_primary
        if after["primary"]:
            has_primary.add(owner)
            if primaries.setdefault(owner, line) is not line and line.cells.get("primary"):
                line.wrong("primary", "two_primary", value=state.by_id[owner].code)
        row.target = known.id if known else state.new_id()
        finish(line, row, before, after)
        row.parties = {"organization_id": owner}
        if row.outcome != RowOutcome.UNCHANGED and not state.by_id[owner].editable:
            line.wrong("organization", "outside", value=state.by_id[owner].code)
            row.outcome = RowOutcome.HELD
    return planned


def _say_shared(line: RegisterLine, owner: int, first: tuple[int, RegisterLine | None], state: RegisterState) -> None:
    """Say that the same address is a contact of another organization, when that one may be seen."""
    known = state.by_id.get(first[0])
    if first[0] != owner and known is not None and known.visible:
        line.note("email", "contact_shared", value=line.text("email"), other=f"{known.name}{bracketed(known.code)}")


def _owner(line: RegisterLine, state: RegisterState) -> int | None:
    if line.vendor is not None:
        if not line.vendor.target:
            line.wrong("", "waits")
        return line.vendor.target or None
    text = line.text("organization")
    if text is None:
        line.wrong("organization", "missing")
        return None
    known = state.find(text)
    if known is None:
        line.wrong("organization", "unknown_organization", value=text)
        return None
    return known.id


def _kept(name: str, line: RegisterLine, base: RegisterRow) -> RegisterValue:
    value = line.cells.get(name)
    if value is None:
        return _BLANK[name] if name in _BLANK and name in line.cells else base[name]
    return value
