"""Rows of companies, vendors and contacts against the register."""

from __future__ import annotations

from vendor_risk.formats.register.columns import RegisterRow, RegisterValue
from vendor_risk.imports.register.fields import ORGANIZATION_FIELDS
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.imports.register.state import (
    KnownOrganization,
    Planned,
    RegisterState,
    RowOutcome,
    finish,
)
from vendor_risk.organizations.actions import circle
from vendor_risk.organizations.models import OrganizationKind, OrganizationStatus

_NEW: RegisterRow = {
    **dict.fromkeys(ORGANIZATION_FIELDS),
    "name": "",
    "country": "JP",
    "status": OrganizationStatus.ACTIVE,
    "notes": "",
}
_KEPT_WHEN_BLANK = {"name", "country", "status"}


def plan_companies(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Companies first all by themselves, then their parents, which may stand further down; then the circles."""
    planned = [_organization(line, state, OrganizationKind.GROUP_COMPANY) for line in lines]
    for row in planned:
        if row.target:
            state.parents[row.target] = _parent(row, state)
    for row in planned:
        _check_circle(row, state)
        before = state.by_id[row.target].before if row.target > 0 else None
        parent = state.parents.get(row.target)
        finish(row.line, row, before, row.values | {"parent_id": parent})
        row.parties = {} if parent is None else {"parent_id": parent}
        if row.outcome in (RowOutcome.ADDED, RowOutcome.CHANGED):
            companies = state.rights.companies
            below = row.target < 0 and not companies.empty  # that its parent is one of them was checked above
            if not (state.rights.everything or below or companies.covers(row.target)):
                row.line.wrong("", "company_rights")
                row.outcome = RowOutcome.REFUSED
    return planned


def _parent(row: Planned, state: RegisterState) -> int | None:
    line, rights = row.line, state.rights
    before = state.parents.get(row.target) if row.target > 0 else None
    code = line.text("parent_code")
    if code is None:
        if row.target < 0 and not rights.everything:
            line.wrong("parent_code", "no_parent")
        return before
    parent = state.by_code.get(code)
    if parent is None or not parent.visible:
        line.wrong("parent_code", "unknown_company", value=code)
    elif parent.kind != OrganizationKind.GROUP_COMPANY:
        line.wrong("parent_code", "is_vendor", value=code)
    elif parent.id > 0 and parent.id != before and not (rights.everything or rights.companies.covers(parent.id)):
        line.wrong("parent_code", "company_rights")
    else:
        return parent.id
    return before


def _check_circle(row: Planned, state: RegisterState) -> None:
    found = circle(state.parents, row.target) if row.target else []
    if found:
        names = " → ".join(f"{state.by_id[i].name} ({state.by_id[i].code})" for i in [*found, row.target])
        row.line.wrong("parent_code", "circle", names=names)


def plan_vendors(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Vendors, each looked after by a group company."""
    planned = []
    for line in lines:
        row = _organization(line, state, OrganizationKind.VENDOR)
        home = _home(row, state)
        before = state.by_id[row.target].before if row.target > 0 else None
        finish(line, row, before, row.values | {"home_company_id": home})
        row.parties = {} if home is None else {"home_company_id": home}
        if row.outcome == RowOutcome.CHANGED and not state.by_id[row.target].editable:
            line.wrong("code", "outside", value=row.label)
            row.outcome = RowOutcome.REFUSED
        planned.append(row)
    return planned


def _home(row: Planned, state: RegisterState) -> int | None:
    line, rights = row.line, state.rights
    before = state.by_id[row.target].stored.home_company_id if row.target > 0 else None
    code = line.text("home_company")
    if code is None:
        home = before or rights.home_company_id
        if home is None and row.target < 0:
            line.wrong("home_company", "no_home")
        return home
    known = state.by_code.get(code)
    if known is None or not known.visible:
        line.wrong("home_company", "unknown_company", value=code)
    elif known.kind != OrganizationKind.GROUP_COMPANY:
        line.wrong("home_company", "is_vendor", value=code)
    elif known.id != before and not known.editable:
        line.wrong("home_company", "outside", value=code)
    else:
        return known.id
    return before


def _organization(line: RegisterLine, state: RegisterState, kind: OrganizationKind) -> Planned:
    """The row with everything but its place in the group; `target` is 0 when it cannot be told what it is about."""
    cells = line.cells
    code, number = line.text("code"), line.text("corporate_number")
    label = code or number or line.text("name") or ""
    row = Planned(line, RowOutcome.REFUSED, label)
    if not code and not number:
        line.wrong("code", "no_key" if kind == OrganizationKind.VENDOR else "missing")
        return row
    known = state.by_code.get(code) if code else state.by_number.get(number or "")
    if not _is_free(line, state, kind, known):
        return row
    before = known.stored.facts if known else _NEW
    row.values = {name: _merged(name, cells, before) for name in ORGANIZATION_FIELDS}
    row.values["code"] = known.code if known else code or f"JP{number}"
    if not row.values["name"]:
        line.wrong("name", "missing")
    row.target = known.id if known else state.new_id()
    owner = state.by_number.get(number) if number else None
    if owner is not None and owner.id != row.target:
        if owner.visible:
            line.wrong("corporate_number", "number_elsewhere", value=number, owner=owner.code)
        else:
            line.wrong("corporate_number", "taken", value=number)
    if known is None:
        state.add(row, kind)
    else:
        _again(row, known, state)
        state.by_number.setdefault(number or "", known)
    return row


def _is_free(line: RegisterLine, state: RegisterState, kind: OrganizationKind, known: KnownOrganization | None) -> bool:
    """Whether a row may be about what its key says; what stands against it is noted."""
    if known is None:
        return True
    key = "code" if line.cells.get("code") else "corporate_number"
    shown = line.cells.get(key)
    if not known.visible:
        line.wrong(key, "taken", value=shown)
    elif known.kind != kind:
        line.wrong(key, "is_vendor" if kind == OrganizationKind.GROUP_COMPANY else "is_company", value=shown)
    elif known.line is not None:
        line.wrong(key, "double", value=shown, other=known.line.row, sheet=known.line.sheet)
    else:
        return True
    return False


def _again(row: Planned, known: KnownOrganization, state: RegisterState) -> None:
    """Note when another row of the file was about the same organization."""
    other = state.seen.setdefault(known.id, row.line)
    if other is not row.line:
        row.line.wrong("code", "double", value=row.label, other=other.row, sheet=other.sheet)


def _merged(name: str, cells: RegisterRow, before: RegisterRow) -> RegisterValue:
    if name not in cells or (cells[name] is None and name in _KEPT_WHEN_BLANK):
        return before[name]
    return "" if cells[name] is None and name == "notes" else cells[name]
