"""What a register file would do, as JSON for the command line: sheets, columns, every row, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vendor_risk.formats.register.lists import LIST, part_of, read_table_of
from vendor_risk.imports.register.corrections.sheet_rows import outcome_of
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.plan import RegisterPlan
from vendor_risk.imports.register.questions import RegisterQuestion
from vendor_risk.imports.register.state import Planned, RowOutcome
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.workbook.model import Workbook, column_letter, plain

Json = dict[str, object]
_OUTCOMES = {
    RowOutcome.ADDED: "add",
    RowOutcome.CHANGED: "change",
    RowOutcome.UNCHANGED: "same",
    RowOutcome.HELD: "held",
}


def document(
    name: str, workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping], plan: RegisterPlan, lang: str = "en"
) -> Json:
    """The whole plan as plain values: every row of every mapped sheet is in `rows` once."""
    rows = _rows(workbooks, mappings, plan, lang)
    totals: dict[str, int] = dict.fromkeys((*_OUTCOMES.values(), "left_out"), 0)
    for row in rows:
        totals[str(row["outcome"])] += 1
    return {
        "file": name,
        "sheets": [_sheet(mapping, plan) for mapping in mappings],
        "rows": rows,
        "questions": [_question(question, lang) for question in plan.questions],
        "problems": [_said(problem, lang) for problem in plan.sheet_problems],
        "totals": totals,
        "counts": {
            key: {_OUTCOMES[RowOutcome(outcome)]: number for outcome, number in counts.items()}
            for key, counts in plan.counts.items()
        },
    }


def _sheet(mapping: SheetMapping, plan: RegisterPlan) -> Json:
    top = mapping.header_top or mapping.header_row
    read = plan.read.columns.get((mapping.file, mapping.sheet), {})
    columns: list[Json] = []
    for number, key in sorted(mapping.columns.items()):
        column: Json = {
            "column": column_letter(number),
            "heading": mapping.headers.get(number, ""),
            "meaning": key or None,
            "samples": mapping.samples.get(number, []),
        }
        if key and mapping.table:
            column["table"] = part_of(key)[0] if mapping.table == LIST else mapping.table
            column["title"] = read_table_of(mapping.table).column(key).title.en
        if (reading := read.get(number)) is not None:
            unit = reading.unit
            if unit.text:
                column["unit"] = {"text": unit.text, "factor": float(unit.factor), "currency": unit.currency or None,
                                  "percent": unit.percent}  # fmt: skip
            if reading.decided.by != "none":
                column["decimal_mark"] = reading.decided.mark.value if reading.decided.mark else None
                column["decimal_mark_by"] = reading.decided.by
            if reading.order is not None:
                column["date_order"] = reading.order.value
        columns.append(column)
    return {
        "file": mapping.file,
        "sheet": mapping.name,
        "table": mapping.table or None,
        "left_out": None if mapping.table else "no register table was recognised",
        "heading_rows": list(range(top, mapping.header_row + 1)) if mapping.table else [],
        "row_count": mapping.rows,
        "columns": columns if mapping.table else [],
    }


def _rows(workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping], plan: RegisterPlan, lang: str) -> list[Json]:
    found: dict[tuple[str, int], list[tuple[str, Planned]]] = {}
    for key, planned in plan.rows.items():
        for row in planned:
            found.setdefault((row.line.sheet, row.line.row), []).append((key, row))
    cells = _cells(workbooks, mappings, found)
    rows: list[tuple[str, int, Json]] = [
        (sheet, row, _row(sheet, row, parts, plan, cells.get((sheet, row), {}), lang))
        for (sheet, row), parts in found.items()
    ]
    for left in plan.read.left_out:
        rows.append((left.sheet, left.row, {
            "sheet": left.sheet, "row": left.row, "outcome": "left_out",
            "reasons": [{"code": left.reason.value}], "text": left.text,
        }))  # fmt: skip
    order = {mapping.name: place for place, mapping in enumerate(mappings)}
    return [document for _sheet, _row, document in sorted(rows, key=lambda one: (order.get(one[0], 0), one[1]))]


def _cells(
    workbooks: Sequence[Workbook], mappings: Sequence[SheetMapping], wanted: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], dict[str, str]]:
    """The cells of rows as the file has them, by their address."""
    sheets = {(workbook.name, sheet.name): sheet for workbook in workbooks for sheet in workbook.sheets}
    named = {mapping.name: sheets[mapping.file, mapping.sheet] for mapping in mappings if mapping.table}
    return {
        (name, row): {
            f"{column_letter(number)}{row}": text
            for number, cell in enumerate(named[name].rows[row - 1], start=1)
            if (text := plain(cell).strip())
        }
        for name, row in wanted
        if name in named
    }


def _row(
    sheet: str, row: int, parts: list[tuple[str, Planned]], plan: RegisterPlan, cells: dict[str, str], lang: str
) -> Json:
    outcome = outcome_of([part for _key, part in parts])
    problems = {(p.cell, p.code): p for _key, part in parts for p in part.line.problems if p.code != "waits"}
    notes = {(n.cell, n.code): n for _key, part in parts for n in part.line.notes}
    return {
        "sheet": sheet,
        "row": row,
        "outcome": _OUTCOMES[outcome],
        "label": parts[0][1].label,
        "reasons": [_said(problem, lang) for problem in problems.values()],
        "notes": [_said(note, lang) for note in notes.values()],
        "cells": cells,
        "parts": [_part(key, part, plan) for key, part in parts],
    }


def _part(key: str, row: Planned, plan: RegisterPlan) -> Json:
    found: Json = {"table": key, "outcome": _OUTCOMES[row.outcome], "label": row.label}
    found["values"] = plan.values(key, row)
    if row.changes:
        found["changes"] = {
            name: [plan.text(key, name, before), plan.text(key, name, after)]
            for name, (before, after) in row.changes.items()
        }
    if row.outcome == RowOutcome.HELD:
        found["reasons"] = [problem.code for problem in row.line.problems]
    return found


def _said(said: RowProblem, lang: str) -> Json:
    return {
        "code": said.code,
        "cell": said.cell,
        "column": said.header,
        "value": said.params.get("value", ""),
        "message": said.message(lang=lang),
    }


def _question(question: RegisterQuestion, lang: str) -> Json:
    return {
        "id": question.id,
        "kind": question.kind,
        "about": question.code,
        "sheet": question.sheet,
        "column": question.column,
        "heading": question.header,
        "cells": list(question.cells),
        "values": list(question.values),
        "number": question.number,
        "choices": list(question.choices),
        "held": question.held,
        "message": question.message(lang=lang),
    }
