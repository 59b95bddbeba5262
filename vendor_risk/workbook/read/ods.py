"""What the fast engine does not tell about OpenDocument spreadsheets: merged cells, hidden rows and columns, formulas,
errors, comments, lists of allowed answers; and whether rows and cells repeated by number would fill the memory.
"""

from __future__ import annotations

import re

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Box
from vendor_risk.workbook.package import parts
from vendor_risk.workbook.package.markup import Attributes, local, walk

_LIST = re.compile(r"cell-content-is-in-list\((.*)\)\s*$", re.DOTALL)
_ITEM = re.compile(r'"((?:[^"]|"")*)"')
_MOST_MARKED = 100  # rows and columns of one repeated cell that are marked
_RANGE = re.compile(r"^\[(.+?)\.(\$?[A-Z]+\$?\d+)(?::(?:\S*?)\.(\$?[A-Z]+\$?\d+))?\]$")


def scan(content: bytes, file: str) -> dict[str, parts.SheetParts]:
    """The facts of every sheet, by name. Raises WorkbookRefused when it is damaged or would unfold to far too much."""
    reader = _Content(file)
    try:
        walk(content, reader.start, reader.end, reader.text)
    except ValueError:
        raise WorkbookRefused("damaged", file=file, part="content.xml") from None
    return reader.sheets


def list_formula(condition: str) -> list[str] | str | None:
    """What a validity condition offers: its entries, an area as xlsx writes it, or None when it is no list."""
    match = _LIST.search(condition)
    if match is None:
        return None
    inside = match[1].strip()
    area = _RANGE.match(inside)
    if area is not None:
        last = area[3] or area[2]
        return f"{area[1].removeprefix('$')}!{area[2]}:{last}"
    return [entry.replace('""', '"') for entry in _ITEM.findall(inside)]


class _Content:
    """Takes the events of content.xml."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: dict[str, parts.SheetParts] = {}
        self.facts = parts.SheetParts()
        self.name = "?"
        self.row = self.column = self.columns = 0
        self.rows_repeat = self.repeat = 1
        self.row_cells = self.row_text = self.length = self.shown = 0
        self.tables = self.annotations = 0
        self.in_row = self.filled = self.error = self.cell = self.in_text = False
        self.height = self.width = self.cells = 0
        self.pieces: list[str] = []
        self.said: list[str] = []
        self.conditions: dict[str, list[str] | str | None] = {}
        self.boxes: dict[tuple[str, int, int], list[Box]] = {}
        self.validated: dict[str, list[Box]] = {}
        self.style = ""
        self.strikes: dict[str, bool] = {}  # by style: whether it strikes text through, where it says so
        self.struck: list[bool] = []  # of the cell, then of each span within it
        self.left: list[str] = []
        self.gone = self.percent = False

    def start(self, name: str, known: Attributes) -> None:
        """An element begins."""
        if name in {"table-cell", "covered-table-cell"}:
            if self.in_row:
                self._cell(local(known))
                self.error = known.get("calcext:value-type") == "error"
        elif name == "table-row":
            self._row(local(known))
        elif name == "p":
            self.in_text = True
            self._paragraph()
        elif name == "s":
            self.length += _number(local(known), "c")  # so many spaces
            parts.check_shown(self.length, self.file, self.name)
        elif name == "span":
            above = bool(self.struck and self.struck[-1])
            self.struck.append(self.strikes.get(local(known).get("style-name", ""), above))
        elif name == "style":
            self.style = local(known).get("name", "")
        elif name == "text-properties":
            self._text_style(local(known))
        elif name == "annotation":
            self.annotations += 1
            self.said.clear()
        elif name == "table":
            self._table(local(known))
        elif name == "table-column":
            self._column(local(known))
        elif name == "content-validation":
            found = local(known)
            self.conditions[found.get("name", "")] = list_formula(found.get("condition", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        if name in {"table-cell", "covered-table-cell"}:
            if self.in_row and self.cell:
                self._finish_cell()
        elif name == "p":
            self.in_text = False
        elif name == "span":
            del self.struck[max(len(self.struck) - 1, 1) :]
        elif name == "table-row":
            self._finish_row()
        elif name == "annotation":
            self.annotations -= 1
            if self.cell and (said := "".join(self.said).strip()):
                self.facts.comments.append((self.row, self.column, said))
        elif name == "table":
            self.tables -= 1
            if self.tables == 0:
                self._finish_table()

    def text(self, piece: str) -> None:
        """Text of a paragraph."""
        if self.annotations and self.in_text:
            self.said.append(piece)
        elif self.in_text and self.cell:
            self.length += len(piece)
            if self.error:
                self.pieces.append(piece)
            if self.struck and self.struck[-1]:
                self.gone = True
            elif self.strikes:
                self.left.append(piece)

    def _text_style(self, known: Attributes) -> None:
        said = known.get("text-line-through-style") or known.get("text-line-through-type")
        if said is not None and self.style:
            self.strikes[self.style] = said != "none"

    def _table(self, known: Attributes) -> None:
        self.tables += 1
        if self.tables > 1:
            return
        self.name = known.get("name", "?")
        self.facts = self.sheets.setdefault(self.name, parts.SheetParts())
        self.row = self.columns = self.height = self.width = 0
        self.validated = {}

    def _column(self, known: Attributes) -> None:
        number = _number(known, "number-columns-repeated")
        if known.get("visibility", "visible") != "visible":
            self.facts.hide_columns(str(self.columns + 1), str(self.columns + number))
        self.columns += number

    def _row(self, known: Attributes) -> None:
        self.in_row = True
        self.row += 1
        self.column = self.row_cells = self.row_text = 0
        self.rows_repeat = _number(known, "number-rows-repeated")
        if known.get("visibility", "visible") != "visible" and self.row <= limits.MAX_ROWS:
            last = min(self.row + self.rows_repeat, limits.MAX_ROWS + 1)
            self.facts.hidden_rows.update(range(self.row, last))

    def _cell(self, known: Attributes) -> None:
        self.cell, self.column, self.length = True, self.column + 1, 0
        self.repeat = _number(known, "number-columns-repeated")
        self.filled = "value-type" in known or "formula" in known
        self.pieces.clear()
        self.struck, self.gone = [self.strikes.get(known.get("style-name", ""), False)], False
        self.left.clear()
        self.percent = known.get("value-type") == "percentage"
        if "formula" in known:
            self.facts.formulas.append((self.row, self.column))
        down, right = _number(known, "number-rows-spanned"), _number(known, "number-columns-spanned")
        if down > 1 or right > 1:
            self.facts.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
            parts.check_merges(len(self.facts.merged), self.file, self.name)
        if (validation := known.get("content-validation-name")) is not None and self.column <= limits.MAX_COLUMNS:
            self._validate(validation)

    def _validate(self, validation: str) -> None:
        """Note the cell under its validation, together with the same columns of the rows above."""
        last = min(self.column + self.repeat - 1, limits.MAX_COLUMNS)
        bottom = min(self.row + self.rows_repeat - 1, limits.MAX_ROWS)
        boxes = self.validated.setdefault(validation, [])
        above = boxes[-1] if boxes else None
        if above is not None and (above[1], above[2], above[3]) == (self.column, self.row - 1, last):
            boxes[-1] = (above[0], above[1], bottom, last)
        else:
            boxes.append((self.row, self.column, bottom, last))

    def _paragraph(self) -> None:
        if self.annotations:
            self.said.append("\n" if self.said else "")
        elif self.cell:
            self.filled = True

    def _finish_cell(self) -> None:
        self.cell = False
        if self.error:
            self.facts.errors.append((self.row, self.column, "".join(self.pieces).strip()))
            self.error = False
        if self.gone or self.percent:
            self._finish_marks()
        self.column += self.repeat - 1
        if self.filled:
            self.row_cells += self.repeat
            self.row_text += self.repeat * self.length
            self.width = max(self.width, self.column)
            if self.column > limits.MAX_COLUMNS:
                parts.refuse_far(self.file, self.name, (self.row, self.column))

    def _finish_marks(self) -> None:
        """Note what is left of a text struck through, or that a number is shown in percent, of repeated cells too."""
        left, last = "".join(self.left).strip(), min(self.column + self.repeat, limits.MAX_COLUMNS + 1)
        for row in range(self.row, min(self.row + self.rows_repeat, self.row + _MOST_MARKED)):
            for column in range(self.column, min(last, self.column + _MOST_MARKED)):
                if self.gone:
                    self.facts.struck.append((row, column, left))
                if self.percent:
                    self.facts.percents.append((row, column))

    def _finish_row(self) -> None:
        self.in_row = False
        self.row += self.rows_repeat - 1
        if not self.row_cells:
            return
        self.height = self.row
        self.cells += self.row_cells * self.rows_repeat
        self.shown += self.row_text * self.rows_repeat
        parts.check_shown(self.shown, self.file, self.name)
        if self.cells > limits.MAX_CELLS:
            raise WorkbookRefused("too_many_cells", file=self.file, sheet=self.name, limit=f"{limits.MAX_CELLS:,}")
        if self.height > limits.MAX_ROWS or self.height * self.width > limits.MAX_AREA:
            parts.refuse_far(self.file, self.name, (self.height, self.width))

    def _finish_table(self) -> None:
        for validation, boxes in self.validated.items():
            offered = self.conditions.get(validation)
            if isinstance(offered, str):
                self.facts.lists.append((boxes, offered))
            elif offered:
                self.facts.options.append((boxes, offered))


def _number(known: Attributes, name: str) -> int:
    text = known.get(name, "1").strip().lstrip("+").lstrip("0")
    if not text.isdecimal():
        return 1
    return int(text) if len(text) < 10 else 10**9


_DURATION = re.compile(r"-?PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def value(text: str) -> str:
    """A text of the fast engine with a length of time as a spreadsheet shows it ("PT30H00M00S" is "30:00:00")."""
    if text.startswith(("PT", "-PT")) and (found := _DURATION.fullmatch(text)):
        return f"{'-' if text[0] == '-' else ''}{int(found[1]):02}:{found[2]:>02}:{found[3]:>02}"
    return text
