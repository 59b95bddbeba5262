"""Rows of contacts against the register; contact columns of a vendor list become such rows too."""

from __future__ import annotations

from vendor_risk.formats.register.columns import RegisterRow, RegisterValue
from vendor_risk.imports.register import queries
from vendor_risk.imports.register.fields import CONTACT_FIELDS
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.imports.register.state import Planned, RegisterState, RowOutcome, finish

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
    """The contacts that stand in the rows of vendors."""
    found = []
    for row in planned:
        cells = row.line.cells
        email = cells.get("contact_email")
        if email and row.target:
            name = cells.get("contact_name") or email
            own: dict[str, RegisterValue] = {"organization": row.values["code"], "email": email, "name": name}
            if cells.get("contact_language"):
                own["language"] = cells["contact_language"]
            places = {"email": row.line.places["contact_email"]}
            found.append(RegisterLine("contacts", row.line.sheet, row.line.row, own, places))
    return found


def plan_contacts(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Contacts, recognised by organization and mail address. Each organization has one that receives questionnaires."""
    stored = {(known.organization_id, known.email.casefold()): known for known in queries.contacts()}
    seen: dict[tuple[int, str], RegisterLine] = {}
    has_primary = {known.organization_id for known in stored.values() if known.primary}
    primaries: dict[int, RegisterLine] = {}
    planned = []
    for line in lines:
        row = Planned(line, RowOutcome.REFUSED, line.text("email") or "")
        planned.append(row)
        owner = _owner(line, state)
        if owner is None or not row.label:
            if not row.label and not line.problems:
                line.wrong("email", "missing")
            continue
        key = (owner, row.label.casefold())
        known = stored.get(key)
        before = known._asdict() if known else None
        other = seen.setdefault(key, line)
        if other is not line:
            line.wrong("email", "double", value=row.label, other=other.row, sheet=other.sheet)
        base = before or {**_NEW, "email": row.label}
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
            row.outcome = RowOutcome.REFUSED
    return planned


def _owner(line: RegisterLine, state: RegisterState) -> int | None:
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
