"""A sheet as plain values, as it goes through the pipe (`safe` makes a `Sheet` of it), and its drop-downs looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.package import bookparts, parts
from vendor_risk.workbook.read.engine import Rows

Found = dict[str, Any]
Details = dict[str, dict[str, str]]
"""Notes about the file, with what their sentences name."""


def as_found(name: str, rows: Rows, hidden: bool, facts: parts.SheetParts | None) -> Found:
    """The sheet with its facts, None where the format does not tell them."""
    name = name.replace("\x00", "")
    if facts is None:
        return {"name": name, "rows": rows, "hidden": hidden, "knows_formulas": False}
    return {
        "name": name,
        "rows": rows,
        "hidden": hidden,
        "knows_formulas": True,
        "merged": facts.merged,
        "hidden_rows": facts.hidden_rows,
        "hidden_columns": facts.hidden_columns,
        "formulas": facts.formulas,
        "errors": facts.errors,
        "comments": facts.comments,
        "validations": list(facts.options),
        "lists": facts.lists,
        "uncalculated": facts.uncalculated,
    }


def check_entries(entries: list[bookparts.WorksheetPart], file: str) -> None:
    """Refuses very many sheets, and sheets that are the same part, which would be read as often as it is named."""
    if len(entries) > limits.MAX_SHEETS:
        raise WorkbookRefused("too_many_sheets", file=file, limit=f"{limits.MAX_SHEETS:,}")
    named = Counter(entry.part for entry in entries if entry.part).most_common(1)
    if named and named[0][1] > 1:
        raise WorkbookRefused("duplicate", file=file, part=named[0][0])


def look_up_lists(sheets: list[Found], names: bookparts.Names) -> None:
    """Drop-downs with the values they offer, in place of the formula that says where these stand."""
    by_name = {sheet["name"]: sheet["rows"] for sheet in sheets}
    known: dict[tuple[str, str], list[str]] = {}
    characters = 0
    for sheet in sheets:
        for boxes, formula in sheet.pop("lists", ()):
            key = (sheet["name"], formula)
            if key not in known:
                options = list_options(formula, sheet["name"], by_name, names)
                characters += sum(map(len, options))
                known[key] = options if characters <= limits.MAX_OPTIONS_TEXT else []
            sheet["validations"].append((boxes, known[key]))
        offered = {id(options): options for _, options in sheet["validations"]}
        places = {key: place for place, key in enumerate(offered)}
        sheet["offered"] = list(offered.values())  # each list goes through the pipe once
        sheet["validations"] = [(boxes, places[id(options)]) for boxes, options in sheet["validations"]]


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
