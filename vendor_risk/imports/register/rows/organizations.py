"""Rows of companies, vendors and contacts against the register."""

from __future__ import annotations

from vendor_risk.formats.register.columns import RegisterRow, RegisterValue
from vendor_risk.i18n import bracketed
from vendor_risk.imports.register.cells.likeness import like_keys
from vendor_risk.imports.register.fields import ORGANIZATION_FIELDS
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.imports.register.state import (
    KnownOrganization,
    Planned,
    RegisterState,
    RowOutcome,
    code_key,
    finish,
    text_of,
)
from vendor_risk.organizations.actions import circling
from vendor_risk.organizations.models import OrganizationKind, OrganizationStatus

_NEW: RegisterRow = {
    **dict.fromkeys(ORGANIZATION_FIELDS),
    "name": "",
    "country": "JP",
    "status": OrganizationStatus.ACTIVE,
    "notes": "",
}
_KEPT_WHEN_BLANK = {"name", "country", "status"}
_MOST_NAMED = 20
"""So many companies of a circle are named."""


def plan_companies(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Companies first all by themselves, then their parents, which may stand further down; then the circles."""
    planned = [_organization(line, state, OrganizationKind.GROUP_COMPANY) for line in lines]
    for row in planned:
        if row.target:
            state.parents[row.target] = _parent(row, state)
    turning = circling(state.parents)
    for row in planned:
        if row.target in turning:
            _say_circle(row, state)
        before = state.by_id[row.target].before if row.target > 0 else None
        parent = state.parents.get(row.target)
        finish(row.line, row, before, row.values | {"parent_id": parent})
        row.parties = {} if parent is None else {"parent_id": parent}
        if row.outcome in (RowOutcome.ADDED, RowOutcome.CHANGED):
            companies = state.rights.companies
            below = row.target < 0 and not companies.empty  # that its parent is one of them was checked above
            if not (state.rights.everything or below or companies.covers(row.target)):
                row.line.wrong("", "company_rights")
                row.outcome = RowOutcome.HELD
    return planned


def _parent(row: Planned, state: RegisterState) -> int | None:
    line, rights = row.line, state.rights
    before = state.parents.get(row.target) if row.target > 0 else None
    code = line.text("parent_code")
    if code is None:
        if row.target < 0 and not rights.everything:
            line.wrong("parent_code", "no_parent")
        return before
    parent = state.by_code.get(code_key(code))
    if parent is None or not parent.visible:
        line.wrong("parent_code", "unknown_company", value=code)
    elif parent.kind != OrganizationKind.GROUP_COMPANY:
        line.wrong("parent_code", "is_vendor", value=code)
    elif parent.id > 0 and parent.id != before and not (rights.everything or rights.companies.covers(parent.id)):
        line.wrong("parent_code", "company_rights")
    else:
        return parent.id
    return before


def _say_circle(row: Planned, state: RegisterState) -> None:
    names, here = [_named(row.target, state)], state.parents[row.target]
    while here is not None and here != row.target and len(names) < _MOST_NAMED:
        names.append(_named(here, state))
        here = state.parents[here]
    if here != row.target:
        names.append("…")
    row.line.wrong("parent_code", "circle", names=" → ".join([*names, names[0]]))


def _named(company_id: int, state: RegisterState) -> str:
    known = state.by_id[company_id]
    return f"{known.name}{bracketed(known.code)}"


def plan_vendors(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Vendors, each looked after by a group company."""
    planned = []
    for line in lines:
        row = _organization(line, state, OrganizationKind.VENDOR)
        if row.again:
            row.outcome = RowOutcome.HELD if line.problems else RowOutcome.UNCHANGED
            planned.append(row)
            continue
        home = _home(row, state)
        before = state.by_id[row.target].before if row.target > 0 else None
        finish(line, row, before, row.values | {"home_company_id": home})
        row.parties = {} if home is None else {"home_company_id": home}
        if row.outcome == RowOutcome.CHANGED and not state.by_id[row.target].editable:
            line.wrong("code", "outside", value=row.label)
            row.outcome = RowOutcome.HELD
        planned.append(row)
    return planned


def _home(row: Planned, state: RegisterState) -> int | None:
    line, rights = row.line, state.rights
    before = state.by_id[row.target].stored.home_company_id if row.target > 0 else None
    code = line.text("home_company")
    if code is None:
        home = before or rights.home_company_id or _proposed(line, state)
        if home is None and row.target < 0:
            line.wrong("home_company", "no_home")
        return home
    if before is not None and line.listed:
        return before  # a list says who buys, not who looks after a vendor that is registered
    known = company_meant(line, "home_company", code, state)
    if known is None:
        return before
    if known.kind != OrganizationKind.GROUP_COMPANY:
        line.wrong("home_company", "is_vendor", value=code)
    elif known.id != before and not known.editable:
        line.wrong("home_company", "outside", value=code)
    else:
        return known.id
    return before


def _proposed(line: RegisterLine, state: RegisterState) -> int | None:
    """The company proposed for rows of a list that name none, which is said."""
    answered = "buyer:" in state.answers
    if not (line.listed or answered) or "home_company" in {problem.key for problem in line.problems}:
        return None
    company = state.only_company()
    if company is None:
        return None
    said = {"value": f"{company.name}{bracketed(company.code)}"}
    if company.name_en != company.name:
        said["value_en"] = f"{company.name_en} ({company.code})"
    line.note("home_company", "company_proposed", **said)
    return company.id


def company_meant(line: RegisterLine, key: str, text: str, state: RegisterState) -> KnownOrganization | None:
    """The group company that a code or a name means. None, and said, when it means none or could mean several."""
    found = state.companies_called(text)
    companies = [one for one in found if one.kind == OrganizationKind.GROUP_COMPANY]
    if len(companies) > 1:
        choices = "|".join(sorted(one.code for one in companies))
        line.wrong(key, "two_companies", value=text, choices=choices, number=len(companies))
        return None
    if not found:
        line.wrong(key, "unknown_company", value=text)
        return None
    if companies and state.find(text) is None:
        line.note(key, "company_by_name", value=text, code=companies[0].code)
    return companies[0] if companies else found[0]


def _organization(line: RegisterLine, state: RegisterState, kind: OrganizationKind) -> Planned:
    """The row with everything but its place in the group; `target` is 0 when it cannot be told what it is about."""
    cells = line.cells
    code, number = line.text("code"), line.text("corporate_number")
    label = code or number or line.text("name") or ""
    row = Planned(line, RowOutcome.HELD, label)
    unkeyed = kind == OrganizationKind.VENDOR and line.listed and "code" not in line.places
    if not code and not number and unkeyed and line.text("name"):
        return _by_name(row, state)
    if not code and not number and line.listed and kind == OrganizationKind.VENDOR and line.text("name"):
        return _without_code(row, state)
    if not code and not number:
        line.wrong("code", "no_key" if kind == OrganizationKind.VENDOR else "missing")
        return row
    known = state.by_code.get(code_key(code)) if code else state.by_number.get(number or "")
    if known is None and kind == OrganizationKind.VENDOR:
        known = _alike(line, state, code or number or "")
    if known is not None and line.listed and (first := _first_of(line, state, known)) is not None:
        return _row_again(row, known, first, state)
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


def _without_code(row: Planned, state: RegisterState) -> Planned:
    """A row without a code in a list that has codes: it may be a vendor that is known, or is to get a code."""
    line, name = row.line, row.line.text("name") or ""
    answer = state.answers.get(f"same_vendor:{name}", "")
    known = state.find(answer) if answer and answer != "new" else None
    if known is not None and known.kind == OrganizationKind.VENDOR:
        line.note("name", "same_as", value=known.code)
    elif answer == "new":
        known = None
    else:
        same, _near = state.vendors_like([name])
        choices = "|".join(dict.fromkeys(one.code for one in same[:5]))
        if same:
            line.wrong("code", "no_code_alike", value=name, other=same[0].name, code=same[0].code, choices=choices)
        else:
            line.wrong("code", "no_code", value=name)
        return row
    return _keyed(row, known, state)


def _by_name(row: Planned, state: RegisterState) -> Planned:
    """A row of a list that has no codes at all: its vendor is recognised by its name, or gets a code."""
    line = row.line
    same, _near = state.vendors_like([line.text("name")])
    known = same[0] if len(same) == 1 else None
    if len(same) > 1:
        line.wrong("name", "look_alike", value=row.label, other=same[0].name, code=same[0].code,
                   choices="|".join(one.code for one in same[:5]))  # fmt: skip
    if known is not None:
        line.note("name", "known_by_name", value=known.code)
    return _keyed(row, known, state)


def _keyed(row: Planned, known: KnownOrganization | None, state: RegisterState) -> Planned:
    """A row without a code, of a vendor that is known, or of a new one that gets a code."""
    line = row.line
    if known is not None and (first := _first_of(line, state, known)) is not None:
        return _row_again(row, known, first, state)
    before = known.stored.facts if known else _NEW
    row.values = {name: _merged(name, line.cells, before) for name in ORGANIZATION_FIELDS}
    row.values["code"] = known.code if known else state.free_code()
    row.target = known.id if known else state.new_id()
    if known is None:
        line.note("name", "code_given", value=row.values["code"])
        state.add(row, OrganizationKind.VENDOR)
    else:
        state.seen.setdefault(known.id, line)
    return row


def _alike(line: RegisterLine, state: RegisterState, key: str) -> KnownOrganization | None:
    """The registered vendor that a person said this one is; otherwise None, with what looks the same as it noted."""
    answer = state.answers.get(f"same_vendor:{key}", "")
    if answer == "new":
        return None
    if answer and (meant := state.find(answer)) is not None and meant.kind == OrganizationKind.VENDOR:
        line.note("name", "same_as", value=meant.code)
        return meant
    number = line.text("corporate_number")
    namesakes = {one.id: one for k in like_keys(line.text("name")) for one in state.by_name.get(k, ()) if one.visible}
    if namesakes:
        company = next(iter(namesakes.values()))
        say = line.note if line.own else line.wrong
        say("name", "company_alike", value=key, other=company.name, code=company.code)
        if not line.own:
            return None
    same, near = state.vendors_like(line.text(name) for name in ("name", "name_en", "name_ja"))
    for alike, code in ((same, "look_alike"), (near, "nearly_alike")):
        found = [one for one in alike if not _differ(number, text_of(one.stored.facts["corporate_number"]))]
        if not found:
            continue
        words = {"value": key, "other": found[0].name, "code": found[0].code}
        choices = "|".join(dict.fromkeys(one.code for one in found[:5]))
        if code == "look_alike" and line.own and all(one.line is not None for one in found):
            line.note("name", "alike_in_file", **words, choices=choices)
        elif code == "look_alike":
            line.wrong("name", code, **words, choices=choices)
        else:
            line.note("name", code, **words, choices=choices)
        break
    return None


def _differ(first: str | None, second: str | None) -> bool:
    """Whether corporate numbers say that two are not one; one number alone says nothing, the same is told elsewhere."""
    return bool(first and second)


def _first_of(line: RegisterLine, state: RegisterState, known: KnownOrganization) -> RegisterLine | None:
    """The row of a list that was about this vendor before; None when this is the first, or that is no list."""
    first = known.line or state.seen.get(known.id)
    return first if first is not None and first is not line and first.listed else None


def _row_again(row: Planned, known: KnownOrganization, first: RegisterLine, state: RegisterState) -> Planned:
    """A further row about a vendor of the list: another engagement. Its facts stay as the first row has them."""
    line = row.line
    if not like_keys(line.text("name")) & like_keys(first.text("name")) and line.text("name"):
        line.wrong("code", "double_name", value=row.label, other=first.row, sheet=first.sheet, name=first.text("name"))
        return row
    row.target = known.id
    row.values = {**known.stored.facts, "code": known.code}
    line.note("code", "again", value=row.label, other=first.row, sheet=first.sheet)
    for name in ORGANIZATION_FIELDS:
        said, kept = line.cells.get(name), first.cells.get(name)
        if said is not None and said != kept and name != "name":
            line.note(name, "kept_first", value=said, kept="–" if kept is None else kept, other=first.row)
    row.again = True
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
