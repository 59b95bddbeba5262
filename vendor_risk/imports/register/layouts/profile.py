"""How a layout was read, as a profile keeps it: its columns, the answers that are about columns, and corrected words.

Sheets are named by their place, since next month's file may call them otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from vendor_risk.formats.register.lists import READ_TABLES, read_table_of
from vendor_risk.imports.register.corrections.fixes import SheetFixes, is_spot
from vendor_risk.imports.register.mapping import SheetMapping, describe
from vendor_risk.workbook.model import Workbook

_OF_COLUMNS = ("decimal_mark", "date_order")
_REMEMBERED = (*_OF_COLUMNS, "exchange_rate", "company", "buyer", "same_vendor", "owner_mail")
_MOST = 2_000


class RememberedSheet(Struct, frozen=True):
    """How a sheet was read. `moved`: how far its heading row lies below the proposed one; `deep`: rows of it above."""

    table: str
    moved: int
    deep: int
    columns: dict[int, str]
    words: dict[str, dict[str, str]] = field(default_factory=dict)


class RegisterProfile(Struct, frozen=True):
    """What is remembered of a layout. `answers` by the id of the question, sheets as "#0"."""

    sheets: list[RememberedSheet]
    answers: dict[str, str] = field(default_factory=dict)
    home: int | None = None

    @property
    def number(self) -> int:
        """How many answers and corrected words it holds."""
        return len(self.answers) + sum(len(words) for sheet in self.sheets for words in sheet.words.values())


def profile_of(
    proposed: Sequence[SheetMapping],
    mappings: Sequence[SheetMapping],
    answers: Mapping[str, str],
    words: Mapping[str, Mapping[str, Mapping[str, str]]],
    home: int | None,
) -> RegisterProfile:
    """What to remember of a file that was read so. `words`: corrected ones by sheet and field."""
    sheets = [
        RememberedSheet(
            mapping.table,
            mapping.header_row - before.header_row,
            mapping.header_row - (mapping.header_top or mapping.header_row),
            dict(mapping.columns),
            {spot: dict(list(given.items())[:_MOST]) for spot, given in words.get(mapping.name, {}).items()},
        )
        for before, mapping in zip(proposed, mappings, strict=True)
    ]
    kept = {}
    for key, answer in list(answers.items())[:_MOST]:
        kind, _colon, about = key.partition(":")
        if kind not in _REMEMBERED or (kind == "same_vendor" and answer == "new"):
            continue  # who was new is registered now
        if kind in _OF_COLUMNS:
            place = next((n for n, one in enumerate(mappings) if about.startswith(f"{one.name}!")), None)
            if place is None:
                continue
            kept[f"{kind}:#{place}!{about.removeprefix(f'{mappings[place].name}!')}"] = answer
        else:
            kept[key] = answer
    return RegisterProfile(sheets, kept, home)


def mappings_with(
    profile: RegisterProfile, workbooks: Sequence[Workbook], proposed: Sequence[SheetMapping]
) -> list[SheetMapping]:
    """The mapping of a file of that layout, as it was read before."""
    sheets = {(workbook.name, sheet.name): sheet for workbook in workbooks for sheet in workbook.sheets}
    tables = {table.key for table in READ_TABLES}
    found = []
    for before, kept in zip(proposed, profile.sheets, strict=True):
        sheet, row = sheets[before.file, before.sheet], before.header_row + kept.moved
        if kept.table not in tables or not 1 <= row - kept.deep <= row <= len(sheet.rows):
            found.append(before if kept.table else describe(SheetMapping(before.file, before.sheet, "", 1), sheet))
            continue
        known = {column.key for column in read_table_of(kept.table).columns}
        columns = {number: key if key in known else "" for number, key in kept.columns.items()}
        made = SheetMapping(before.file, before.sheet, kept.table, row, columns, header_top=row - kept.deep)
        found.append(describe(made, sheet))
    return found


def answers_with(profile: RegisterProfile, mappings: Sequence[SheetMapping]) -> dict[str, str]:
    """The remembered answers by the ids that the questions of a new file have."""
    found = {}
    for key, answer in profile.answers.items():
        kind, _colon, about = key.partition(":")
        if kind in _OF_COLUMNS:
            number, _mark, rest = about.removeprefix("#").partition("!")
            if not number.isdigit() or int(number) >= len(mappings):
                continue
            found[f"{kind}:{mappings[int(number)].name}!{rest}"] = answer
        else:
            found[key] = answer
    return found


def fixes_with(profile: RegisterProfile, mappings: Sequence[SheetMapping]) -> dict[str, SheetFixes]:
    """The remembered words, as corrections of a new file."""
    return {
        mapping.name: SheetFixes(words=words)
        for mapping, kept in zip(mappings, profile.sheets, strict=True)
        if mapping.table
        and (words := {spot: given for spot, given in kept.words.items() if is_spot(mapping.table, spot)})
    }
