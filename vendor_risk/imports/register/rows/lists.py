"""A row of one list becomes a vendor, its contacts and an engagement, each planned with the rows of its own table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from vendor_risk.formats.register.columns import UNKNOWN, RegisterValue
from vendor_risk.formats.register.lists import DEPARTMENT, PERIOD, part_of
from vendor_risk.imports.register.cells.dates import DateReading, read_date, read_period
from vendor_risk.imports.register.cells.values import CellRead, note_date
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.imports.register.rows.contacts import contacts_of
from vendor_risk.organizations import countries

_PEOPLE = ("contact_name", "contact_email", "contact_phone")
_SAYS_LITTLE = {"buyer", "owner_name", "owner_email", DEPARTMENT}
"""Columns of an engagement that alone make none: every row of a list names its buyer."""
_JAPANESE_PLACE = re.compile(r"〒|東京都|北海道|京都府|大阪府|.{2,3}県")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDED = re.compile(
    r"取引停止|取引終了|契約終了|解約済|廃業|terminated|discontinued|no longer used|inactive", re.IGNORECASE
)


@dataclass(slots=True)
class SplitRow:
    """What a row of a list holds."""

    vendor: RegisterLine
    contacts: list[RegisterLine] = field(default_factory=list)
    engagement: RegisterLine | None = None


def split(lines: Sequence[RegisterLine]) -> list[SplitRow]:
    """Each row of lists in its parts. Blank cells of such lists say nothing about what is registered."""
    return [_split(line) for line in lines]


def _split(line: RegisterLine) -> SplitRow:
    given: dict[str, dict[str, RegisterValue]] = {"vendors": {}, "contacts": {}, "engagements": {}}
    for key, value in line.cells.items():
        table, own = part_of(key)
        if value is not None and key not in _PEOPLE and key not in (PERIOD, DEPARTMENT):
            given[table][own] = value
    if "buyer" in given["engagements"]:
        given["vendors"].setdefault("home_company", given["engagements"]["buyer"])
    row = SplitRow(_part(line, "vendors", given["vendors"]))
    home = line.places.get("home_company") or line.places.get("buyer", ("", ""))
    row.vendor.places = {**row.vendor.places, "home_company": home}
    if "home_company" not in line.places and "buyer" in line.places:
        row.vendor.spots = {"home_company": "buyer"}
    _place(row.vendor)
    for column, heading, text in line.remarks if "status" not in row.vendor.cells else ():
        if said := _ENDED.search(text):
            row.vendor.places = {**row.vendor.places, "notes": (column, heading)}
            row.vendor.note("notes", "maybe_ended", value=said[0])
            break
    engagement = _part(line, "engagements", given["engagements"])
    told = {key for key in line.cells if line.cells[key] is not None and part_of(key)[0] == "engagements"}
    if told - _SAYS_LITTLE or engagement.problems:
        _period(line, engagement)
        _owner(line, engagement)
        _service(line, engagement)
        row.engagement = engagement
    row.contacts = list(_contacts(line, given["contacts"]))
    return row


def _part(line: RegisterLine, table: str, cells: dict[str, RegisterValue]) -> RegisterLine:
    """The part of a row that goes to one table, with what is said of its cells."""
    places: dict[str, tuple[str, str]] = {}
    for key, place in line.places.items():
        goes_to, own = part_of(key)
        if goes_to == table:
            places.setdefault(own, place)
    if table != "vendors":
        places["supplier" if table == "engagements" else "organization"] = line.places.get("name", ("", ""))
    mine = [
        [
            replace(said, key=part_of(said.key)[1]) if said.key else said
            for said in told
            if not said.key or part_of(said.key)[0] == table
        ]
        for told in (line.problems, line.notes)
    ]
    return RegisterLine(table, line.sheet, line.row, cells, places, mine[0], mine[1], listed=True, source=line.source)


def _place(vendor: RegisterLine) -> None:
    """Where the list has no country, the address may say it."""
    address = vendor.text("address")
    if vendor.cells.get("country") or not address:
        return
    last = re.split(r"[,、\s]+", address.strip())[-1]
    found = countries.code_of(last)
    if found is None and not _JAPANESE_PLACE.match(address):
        found = next((code for n in range(5, 1, -1) if (code := countries.code_of(address[:n]))), None)
    elif found is not None and len(last) <= 2:
        found = None  # "CA" is a state in one address and a country in another
    if found and found != "JP":
        vendor.cells["country"] = found
        vendor.note("address", "country_from_address", country=found)


def _period(line: RegisterLine, engagement: RegisterLine) -> None:
    text = line.text(PERIOD)
    if text is None:
        return
    place = line.places[PERIOD]
    engagement.places = {**engagement.places, "contract_period": place}
    if (both := read_period(text)) is not None:
        engagement.cells.setdefault("contract_start", both[0].day)
        engagement.cells.setdefault("contract_end", both[1].day)
        engagement.note("contract_period", "period", start=both[0].day, end=both[1].day)
        return
    dated, said = read_date(text, None, last=True), CellRead()
    if dated.reading in (DateReading.NONE, DateReading.DOUBTFUL):
        engagement.note("contract_period", "period_unread", value=text)
        return
    note_date(said, text, dated.day, dated.reading)
    for code, params in said.notes:
        engagement.note("contract_period", code, **params)
    if dated.day is not None:
        engagement.cells.setdefault("contract_end", dated.day)


def _owner(line: RegisterLine, engagement: RegisterLine) -> None:
    name, department = line.cells.get("owner_name"), line.text(DEPARTMENT)
    if name is UNKNOWN:
        name = None
    if department:
        engagement.places = {**engagement.places, "owner_name": line.places.get("owner_name", line.places[DEPARTMENT])}
        owner = f"{department} {name}" if name else department
        engagement.cells["owner_name"] = owner
        engagement.note("owner_name", "owner_joined" if name else "owner_is_department", value=owner)
    elif name is None:
        engagement.note("owner_name", "owner_missing")


def _service(line: RegisterLine, engagement: RegisterLine) -> None:
    service = engagement.text("service")
    if service is None:
        if not any(problem.key == "service" for problem in engagement.problems):
            vendor = line.text("name")
            if vendor:
                engagement.wrong("service", "no_service")
        return


def _contacts(line: RegisterLine, shared: dict[str, RegisterValue]) -> Iterator[RegisterLine]:
    names, mails, phones = (line.text(key) or "" for key in _PEOPLE)
    if names or mails:
        contact = _part(line, "contacts", {})
        vendor = line.text("name")
        if "language" not in shared and vendor and not _JAPANESE.search(f"{vendor}{names}"):
            shared = {**shared, "language": "en"}
            contact.note("name", "language_english")
        yield from contacts_of(contact, shared, names, mails, phones)
