"""The sheets of an xlsx workbook, each by the engine that can read it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

from python_calamine import CalamineWorkbook

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.package import bookparts, parts
from vendor_risk.workbook.package.marks import marks_of, note_marks
from vendor_risk.workbook.read import careful, preflight
from vendor_risk.workbook.read.engine import (
    EngineRows,
    Rows,
    area_of,
    if_not_damaged,
    is_blank,
    open_engine,
    plain,
    plain_ends,
    rows_of,
)
from vendor_risk.workbook.read.found import Details, Found, as_found, check_entries, look_up_lists

_SMALLEST_SHARED = len(b'<c r="A1" t="s"><v>0</v></c>')
_WORTH_A_THREAD = 500_000  # bytes of sheets


def read_xlsx(data: bytes, package: preflight.Package, file: str) -> tuple[list[Found], Details]:
    """All sheets with their facts, and what is to be said about the file. Raises WorkbookRefused."""
    try:
        book = bookparts.open_book(package.parts)
    except ValueError:
        raise WorkbookRefused("damaged", file=file, part="workbook.xml") from None
    names = [entry.name for entry in book.entries]
    check_entries(book.entries, file)
    usual = not package.recoded and len(set(names)) == len(names) and bookparts.counts_truly(package.parts, book)
    reader = _Xlsx(package.parts, book, if_not_damaged(lambda: open_engine(data, file)) if usual else None, file)
    sheets = reader.sheets()
    details: Details = {}
    if reader.missing:
        if not sheets:
            raise WorkbookRefused("damaged", file=file, part=reader.missing[0])
        details["missing_sheets"] = {"sheets": "\n".join(reader.missing)}
    blank = [(found.sheet.name, number) for found in sheets if (number := found.facts.uncalculated)]
    if blank:
        number = sum(count for _, count in blank)
        details["uncalculated"] = {"number": f"{number:,}", "sheet": blank[0][0]}
    look_up_lists(sheets, book.names)
    return sheets, details


class _Xlsx:
    """The sheets of one xlsx workbook, each by the engine that can read it.

    The fast engine reads the sheet before (it lets go of the interpreter) while facts of the next are looked for.
    """

    def __init__(
        self, package: bookparts.Package, book: bookparts.Book, engine: CalamineWorkbook | None, file: str
    ) -> None:
        self.package, self.book, self.engine, self.file = package, book, engine, file
        self.missing: list[str] = []
        self.cells = self.area = 0
        self.looked_up = False
        self.shared = bookparts.shared_strings(package, book)
        self.longest = max(map(len, self.shared.split(b"<si")))  # of the shared texts, in bytes
        self.returns = _may_return(self.shared)
        self.marks = marks_of(package, book)

    def sheets(self) -> list[Found]:
        """All sheets whose parts are there, with their facts; the names of the others are noted as missing."""
        large = sum(len(self.package.get(entry.part, b"")) for entry in self.book.entries) > _WORTH_A_THREAD
        with ThreadPoolExecutor(1) if large else nullcontext() as pool:
            try:
                waiting = [self._begin(entry, pool) for entry in self.book.entries]
                return [finish() for finish in waiting if finish is not None]
            except BaseException:
                if pool is not None:
                    pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _begin(self, entry: bookparts.WorksheetPart, pool: ThreadPoolExecutor | None) -> Callable[[], Found] | None:
        """Let the sheet be read; gives what ends its reading. None when its part is not there."""
        xml = self.package.get(entry.part)
        if xml is None:
            self.missing.append(entry.name)
            return None
        facts = parts.check(xml, self.file, entry.name)
        if facts is None or self.engine is None:
            return lambda: self._careful(xml, entry)
        self._check_shown(entry.name, xml)
        if pool is None:
            parts.scan(xml, facts)
            note_marks(xml, self.marks, facts)
            return lambda: self._end(entry, xml, facts, self._fast(entry.name))
        rows = pool.submit(self._fast, entry.name)
        parts.scan(xml, facts)
        note_marks(xml, self.marks, facts)
        return lambda: self._end(entry, xml, facts, rows.result())

    def _fast(self, name: str) -> EngineRows | None:
        """The rows by the fast engine, None when it finds the sheet damaged."""
        engine = self.engine
        rows = if_not_damaged(lambda: rows_of(engine, name, self.file, self.area)) if engine is not None else None
        self.area += area_of(rows or [])
        return rows

    def _end(
        self, entry: bookparts.WorksheetPart, xml: bytes, facts: parts.SheetParts, read: EngineRows | None
    ) -> Found:
        if read is None:
            return self._careful(xml, entry)
        rows = plain(read, self.returns or (b"inlineStr" in xml and _may_return(xml)))
        failed = {(row, column) for row, column, _ in facts.errors}
        for place, tag in zip(facts.formulas, facts.tags, strict=True):
            if is_blank(rows, place):
                facts.uncalculated += b'"str"' not in tag and place not in failed
            elif type(text := rows[place[0] - 1][place[1] - 1]) is str and "\r" in text:
                rows[place[0] - 1][place[1] - 1] = plain_ends(text)
        return self._found(entry, rows, facts)

    def _found(self, entry: bookparts.WorksheetPart, rows: Rows, facts: parts.SheetParts) -> Found:
        self.cells += facts.cells
        if self.cells > limits.MAX_CELLS:
            raise WorkbookRefused("too_many_cells", file=self.file, sheet=entry.name, limit=f"{limits.MAX_CELLS:,}")
        facts.comments = bookparts.comments(self.package, entry.part)
        return as_found(entry.name, rows, entry.hidden, facts)

    def _check_shown(self, name: str, xml: bytes) -> None:
        """The engine copies a shared text for every cell: refuses what would be too much, roughly, then exactly."""
        if self.longest * (len(xml) // _SMALLEST_SHARED) + self.book.shown <= limits.MAX_SHOWN:
            return
        characters = self.longest * xml.count(b't="s"')
        if characters + self.book.shown > limits.MAX_SHOWN:
            self._look_up()
            characters = parts.shown(xml, [len(text) for text in self.book.strings])
        self.book.shown += characters
        parts.check_shown(self.book.shown, self.file, name)

    def _look_up(self) -> None:
        if not self.looked_up:
            bookparts.look_up(self.package, self.book)
            self.looked_up = True

    def _careful(self, xml: bytes, entry: bookparts.WorksheetPart) -> Found:
        self._look_up()
        rows, facts = careful.read_sheet(xml, self.book, self.marks, self.file, entry.name)
        self.area += area_of(rows)
        return self._found(entry, rows, facts)


def _may_return(xml: bytes) -> bool:
    """Whether a text in it may hold a carriage return, which can only be written as an escape."""
    return b"_x0" in xml or b"&#" in xml
