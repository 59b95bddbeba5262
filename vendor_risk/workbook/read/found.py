"""A sheet as plain values, as it goes through the pipe (`safe` makes a `Sheet` of it), and its drop-downs looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.package import bookparts, parts
from vendor_risk.workbook.read.engine import Rows, is_blank
from vendor_risk.workbook.read.wire import FoundSheet

Details = dict[str, dict[str, str]]
"""Notes about the file, with what their sentences name."""


@dataclass
class Found:
    """A sheet as it goes through the pipe, beside what is only known on this side: drop-downs still to be looked up."""

    sheet: FoundSheet
    facts: parts.SheetParts


def as_found(name: str, rows: Rows, hidden: bool, facts: parts.SheetParts | None) -> Found:
    """The sheet with its facts, None where the format does not tell them."""
    name = name.replace("\x00", "")
    if facts is None:
        return Found(FoundSheet(name, rows, hidden, knows_formulas=False), parts.SheetParts())
    sheet = FoundSheet(
        name,
        rows,
        hidden,
        knows_formulas=True,
        merged=facts.merged,
        hidden_rows=facts.hidden_rows,
        hidden_columns=facts.hidden_columns,
        formulas=facts.formulas,
        errors=facts.errors,
        comments=facts.comments,
        struck=[mark for mark in facts.struck if not is_blank(rows, mark[:2])],
        percents=[place for place in facts.percents if not is_blank(rows, place)],
    )
    return Found(sheet, facts)


def check_entries(entries: list[bookparts.WorksheetPart], file: str) -> None:
    """Refuses very many sheets, and sheets that are the same part, which would be read as often as it is named."""
    if len(entries) > limits.MAX_SHEETS:
        raise WorkbookRefused("too_many_sheets", file=file, limit=f"{limits.MAX_SHEETS:,}")
    named = Counter(entry.part for entry in entries if entry.part).most_common(1)
    if named and named[0][1] > 1:
        raise WorkbookRefused("duplicate", file=file, part=named[0][0])


def look_up_lists(sheets: list[Found], names: bookparts.Names) -> None:
    """Give each sheet its drop-downs with the values they offer, in place of formulas that say where these stand."""
    by_name = {found.sheet.name: found.sheet.rows for found in sheets}
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    characters = 0
    for found in sheets:
        name = found.sheet.name
        lists = [(boxes, tuple(options)) for boxes, options in found.facts.options]
        for boxes, formula in found.facts.lists:
            if (name, formula) not in known:
                options = tuple(list_options(formula, name, by_name, names))
                characters += sum(map(len, options))
                known[name, formula] = options if characters <= limits.MAX_OPTIONS_TEXT else ()
            lists.append((boxes, known[name, formula]))
        places: dict[tuple[str, ...], int] = {}
        for boxes, options in lists:
            found.sheet.validations.append((tuple(boxes), places.setdefault(options, len(places))))
        found.sheet.offered = list(places)


def list_options(formula: str, here: str, sheets: Mapping[str, Rows], names: bookparts.Names) -> list[str]:
    """The values of a drop-down: written out ("Yes,No"), an area, or the name of one. Empty when none of these."""
    if len(formula) >= 2 and formula[0] == formula[-1] == '"':
        return [option.strip() for option in formula[1:-1].replace('""', '"').split(",") if option.strip()]
    named = formula.lower().removeprefix("=")
    formula = names.get((here, named)) or names.get(("", named)) or formula
    sheet, mark, reference = formula.rpartition("!")
    if mark:
        here = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    box = parts.box_of(reference)
    if box is None or here not in sheets:
        return []
    first_row, first_column, last_row, last_column = box
    values = []
    for row in sheets[here][first_row - 1 : last_row]:
        values += [value for value in row[first_column - 1 : last_column] if value != ""]
        if len(values) > limits.MAX_OPTIONS:
            return []
    return [str(int(value)) if isinstance(value, float) and value.is_integer() else str(value) for value in values]
