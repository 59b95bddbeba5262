"""Finding the tables of a sheet: runs of rows under headers of one layout, and the roles of their columns."""

from __future__ import annotations

from vendor_risk.reading.items import QuestionTable
from vendor_risk.reading.layout.choices import choose
from vendor_risk.reading.layout.columns import Roles, SheetColumn, describe
from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.layout.headers import Header, combine, find_headers, header_in
from vendor_risk.reading.layout.stacked import find_stacked
from vendor_risk.reading.rows import RowReader
from vendor_risk.reading.words.lexicon import Lexicon

_FEWEST = 3


def find_tables(
    grid: SheetGrid, lexicon: Lexicon, corrections: dict[str, int | None] | None = None, heading: int | None = None
) -> list[QuestionTable]:
    """The tables of a sheet that hold questions, with their items.

    `corrections` set the column of a role (None: there is no such column); `heading` is the row of the headings (from
    0) where a person named it.
    """
    tables: list[QuestionTable] = []
    named = heading is not None and 0 <= heading < len(grid.texts)
    found = [header_in(grid, lexicon, heading)] if heading is not None and named else find_headers(grid, lexicon)
    if not found and not corrections and (stacked := find_stacked(grid, lexicon)) is not None:
        return [stacked]
    for headers, start, end in _regions(grid, found):
        inside = {row for header in headers for row in range(header.first, header.last + 1)}
        body = [row for row in range(start, end) if grid.filled[row] and row not in inside]
        if len(body) < _FEWEST:
            continue
        columns, roles = _roles(grid, combine(headers), body, lexicon, bare=not found)
        _correct(roles, corrections or {})
        if not roles.columns.keys() & {"id", "question"}:
            continue
        table = QuestionTable(grid, headers, start, end - 1, roles, columns)
        lead = range(headers[0].first) if headers and not tables and start == headers[0].first else range(0)
        RowReader(table, lexicon).read([*lead, *range(start, end)], lead)
        if len(table.items) >= _FEWEST or ((corrections or named) and table.items):
            tables.append(table)
    return tables


def _correct(roles: Roles, corrections: dict[str, int | None]) -> None:
    for role, column in corrections.items():
        if column is None:
            roles.columns.pop(role, None)
        else:
            roles.columns = {name: index for name, index in roles.columns.items() if index != column}
            roles.columns[role] = column
        roles.evidence[role] = [("corrected", "")]
        if role == "answer":
            roles.answers, roles.scores = None, []


def _regions(grid: SheetGrid, headers: list[Header]) -> list[tuple[list[Header], int, int]]:
    """Runs of rows under headers of one layout: (headers, first row, row after the last)."""
    if not headers:
        return [([], 0, len(grid.texts))]
    groups: list[list[Header]] = []
    for header in headers:
        if groups and groups[-1][0].same_layout(header):
            groups[-1].append(header)
        else:
            groups.append([header])
    starts = [group[0].first for group in groups] + [len(grid.texts)]
    regions = [(group, starts[place], starts[place + 1]) for place, group in enumerate(groups)]
    if starts[0] > 30:  # a long run above the first header may be a table of its own
        regions.insert(0, ([], 0, starts[0]))
    return regions


def _roles(
    grid: SheetGrid, header: Header | None, body: list[int], lexicon: Lexicon, *, bare: bool
) -> tuple[list[SheetColumn], Roles]:
    """Columns and roles; looked at a second time over the rows that can be answered, where those are few."""
    columns = describe(grid, header, body, lexicon)
    roles = choose(columns, lexicon, bare)
    answer = roles.columns.get("answer")
    if roles.answers is not None:
        rows = [row for row in body if any(grid.texts[row][column] for column in roles.answers.columns)]
        return _again(grid, header, rows, body, lexicon, columns, roles, bare=bare)
    if answer is None:
        named = [column.index for column in columns if column.says("answer") and (column.lists or column.filled)]
        answer = named[0] if named else None
    if answer is None:
        return columns, roles
    listed = {row for row in body if grid.options_at(row, answer) is not None}
    rows = [row for row in body if grid.texts[row][answer] or row in listed]
    return _again(grid, header, rows, body, lexicon, columns, roles, bare=bare)


def _again(
    grid: SheetGrid,
    header: Header | None,
    rows: list[int],
    body: list[int],
    lexicon: Lexicon,
    columns: list[SheetColumn],
    roles: Roles,
    *,
    bare: bool,
) -> tuple[list[SheetColumn], Roles]:
    """A second look over the rows that can be answered; the first one stands where those are nearly all or too few."""
    if len(rows) < 5 or len(rows) * 10 > len(body) * 9:
        return columns, roles
    columns = describe(grid, header, rows, lexicon)
    return columns, choose(columns, lexicon, bare)
