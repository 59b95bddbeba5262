"""What the fast engine does not tell about binary workbooks (xls, xlsb): where cells stand, which are calculated or
show an error, merged areas, hidden rows and columns; and whether they would fill the memory.

Records are walked and counted; only those of interest are looked into. Layouts: [MS-XLS], [MS-XLSB], [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.package import parts
from vendor_risk.workbook.package.bookparts import Package, WorksheetPart, relations
from vendor_risk.workbook.read.xls_styles import XlsStyles

Record = tuple[int, int, int]
"""Type, first byte of the content, first byte after it."""

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip


class Extent:
    """How far the cells of one sheet reach, and how many there are."""

    def __init__(self, file: str, sheet: str) -> None:
        self.file, self.sheet = file, sheet
        self.facts = parts.SheetParts()
        self.height = self.width = self.shown = 0

    def cells(self, row: int, last_column: int, number: int = 1) -> None:
        """Cells with values in a row. Raises WorkbookRefused when they are too far out or too many."""
        if not number:
            return
        self.facts.cells += number
        self.height, self.width = max(self.height, row), max(self.width, last_column)
        if row > limits.MAX_ROWS or last_column > limits.MAX_COLUMNS or self.height * self.width > limits.MAX_AREA:
            parts.refuse_far(self.file, self.sheet, (row, last_column))
        if self.facts.cells > limits.MAX_CELLS:
            raise WorkbookRefused("too_many_cells", file=self.file, sheet=self.sheet, limit=f"{limits.MAX_CELLS:,}")

    def error(self, row: int, column: int, code: int) -> None:
        """A cell that shows an error."""
        self.facts.errors.append((row, column, _ERRORS.get(code, "#ERROR!")))

    def merge(self, first_row: int, last_row: int, first_column: int, last_column: int) -> None:
        """A merged area, numbers from 0."""
        self.facts.merged.append((first_row + 1, first_column + 1, last_row + 1, last_column + 1))
        parts.check_merges(len(self.facts.merged), self.file, self.sheet)


def check_total(extents: list[Extent]) -> None:
    """Raises WorkbookRefused when the sheets together would take too much memory."""
    if sum(extent.height * extent.width for extent in extents) > limits.MAX_ALL_AREA:
        most = max(extents, key=lambda extent: extent.height * extent.width)
        parts.refuse_far(most.file, most.sheet, (most.height, most.width))
    shown = 0
    for extent in extents:
        shown += extent.shown
        parts.check_shown(shown, extent.file, extent.sheet)
    if sum(extent.facts.cells for extent in extents) > limits.MAX_CELLS:
        most = max(extents, key=lambda extent: extent.facts.cells)
        raise WorkbookRefused("too_many_cells", file=most.file, sheet=most.sheet, limit=f"{limits.MAX_CELLS:,}")


# --- xlsb ---------------------------------------------------------------------------------------------------------


def xlsb_entries(package: Package) -> list[WorksheetPart]:
    """The worksheets of an xlsb workbook."""
    data = package.get("xl/workbook.bin", b"")
    targets = relations(package, "xl/workbook.bin")
    found = []
    for kind, start, end in _xlsb_records(data):
        if kind == 156 and end - start >= 16:
            state = struct.unpack_from("<I", data, start)[0]
            relation, after = _wide(data, start + 8, end)
            name, _ = _wide(data, after, end)
            type_, part = targets.get(relation, ("worksheet", ""))
            if type_ == "worksheet":
                found.append(WorksheetPart(name, part, state != 0))
    return found


def _wide(data: bytes, at: int, end: int) -> tuple[str, int]:
    if at + 4 > end:
        return "", end
    length = struct.unpack_from("<I", data, at)[0]
    if length > 32_767:
        return "", end
    last = min(at + 4 + 2 * length, end)
    return data[at + 4 : last].decode("utf-16-le", "replace"), last


def _xlsb_records(data: bytes) -> Iterator[Record]:
    at, size = 0, len(data)
    while at + 1 < size:
        kind, length = data[at], data[at + 1]
        at += 2
        if kind & 0x80:  # numbers come in groups of seven bits, the last without the highest
            kind = (kind & 0x7F) | (length & 0x7F) << 7
            if at >= size:
                return
            length = data[at]
            at += 1
        if length & 0x80:
            length, shift, more = length & 0x7F, 7, True
            while more and shift <= 21 and at < size:
                length |= (data[at] & 0x7F) << shift
                more = data[at] > 0x7F
                shift += 7
                at += 1
        if at + length > size:
            return
        yield kind, at, at + length
        at += length


_U32 = struct.Struct("<I").unpack_from


def xlsb_strings(data: bytes) -> list[int]:
    """The lengths of the shared texts of an xlsb workbook, in characters."""
    return [(end - start) // 2 for kind, start, end in _xlsb_records(data) if kind == 19]


def xlsb_sheet(data: bytes, file: str, sheet: str, strings: Sequence[int] = ()) -> Extent:
    """The facts of one sheet part of an xlsb workbook; `strings` are the lengths of its shared texts."""
    found = Extent(file, sheet)
    facts = found.facts
    row = in_row = width = 0
    for kind, start, end in _xlsb_records(data):
        if 2 <= kind <= 11 or kind == 62:  # a cell: counted here, checked once for its row
            if end - start < 8:
                continue
            column = _U32(data, start)[0] + 1
            in_row += 1
            width = max(width, column)
            if kind == 7 and end - start >= 12 and (text := _U32(data, start + 8)[0]) < len(strings):
                found.shown += strings[text]
            if kind >= 8 and kind != 62:
                facts.formulas.append((row, column))
            if kind in (3, 11) and end - start >= 9:
                found.error(row, column, data[start + 8])
        elif kind == 0 and end - start >= 12:
            found.cells(row, width, in_row)
            row, in_row, width = _U32(data, start)[0] + 1, 0, 0
            if data[start + 11] & 0x10:
                facts.hidden_rows.add(row)
        elif kind == 60 and end - start >= 18:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", data, start)
            if flags & 1:
                facts.hide_columns(str(first + 1), str(last + 1))
        elif kind == 176 and end - start >= 16:
            found.merge(*struct.unpack_from("<IIII", data, start))
    found.cells(row, width, in_row)
    return found


# --- xls ----------------------------------------------------------------------------------------------------------


def ole_streams(data: bytes) -> dict[str, tuple[int, int]]:
    """The names in an OLE file with the first sector and size of each. Raises ValueError when it is no such file."""
    try:
        return _Ole(data).names
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from None


class _Ole:
    """A compound file: sectors chained by a table ([MS-CFB])."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self.mini = 1 << min(struct.unpack_from("<H", data, 32)[0], 12)
        first_directory, self.cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        first_difat = struct.unpack_from("<I", data, 68)[0]
        table = [n for n in struct.unpack_from("<109I", data, 76) if n < 0xFFFFFFFA]
        while first_difat < 0xFFFFFFFA and len(table) * self.sector <= len(data):
            block = struct.unpack_from(f"<{self.sector // 4}I", data, self.sector * (first_difat + 1))
            table.extend(n for n in block[:-1] if n < 0xFFFFFFFA)
            first_difat = block[-1]
        self.fat: list[int] = []
        for number in table[: len(data) // self.sector + 1]:
            piece = self._sector(number)
            self.fat.extend(struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) & ~3]))
        directory = self.chain(first_directory)
        self.names: dict[str, tuple[int, int]] = {}
        self.mini_stream = self.mini_table = b""
        for at in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            if directory[at + 66] == 5:
                self.mini_stream = self.chain(start)[:size]
                self.mini_table = self.chain(first_mini)
            elif name:
                self.names.setdefault(name, (start, size))

    def _sector(self, number: int) -> bytes:
        return self.data[self.sector * (number + 1) : self.sector * (number + 2)]

    def chain(self, number: int) -> bytes:
        """The sectors from that one on."""
        found: list[bytes] = []
        while number < len(self.fat) and len(found) <= len(self.data) // self.sector:
            found.append(self._sector(number))
            number = self.fat[number]
        return b"".join(found)

    def stream(self, name: str) -> bytes:
        """The content of a stream."""
        start, size = self.names[name]
        if size >= self.cutoff:
            return self.chain(start)[:size]
        found: list[bytes] = []
        while 4 * start + 4 <= len(self.mini_table) and len(found) * self.mini <= size:
            found.append(self.mini_stream[start * self.mini : (start + 1) * self.mini])
            start = struct.unpack_from("<I", self.mini_table, 4 * start)[0]
        return b"".join(found)[:size]


def xls_sheets(data: bytes, file: str) -> list[Extent]:
    """The facts of every sheet of an xls workbook, in order. Raises WorkbookRefused: damaged, encrypted, too much."""
    try:
        ole = _Ole(data)
        name = next(name for name in ole.names if name.upper() in ("WORKBOOK", "BOOK"))
        return _xls_sheets(ole.stream(name), file)
    except (struct.error, IndexError, StopIteration):
        raise WorkbookRefused("damaged", file=file, part="Workbook") from None


def _xls_records(data: bytes) -> Iterator[Record]:
    at, size = 0, len(data) - 3
    while at < size:
        kind, length = struct.unpack_from("<HH", data, at)
        at += 4
        yield kind, at, min(at + length, len(data))
        at += length


_BOF = (0x0809, 0x0409, 0x0209, 0x0009)
_ONE_CELL = {0x0203, 0x0204, 0x0205, 0x0006, 0x0206, 0x0406, 0x027E, 0x00FD, 0x00D6}


def _xls_sheets(data: bytes, file: str) -> list[Extent]:  # noqa: PLR0912 - a ladder: each kind of record in turn
    sheets: dict[int, Extent] = {}  # by where their records begin
    found: Extent | None = None
    depth = before = 0
    shared: list[bytes] = []
    strings: list[int] = []
    styles = XlsStyles()
    for kind, start, end in _xls_records(data):
        if kind == 0x00FC or (kind == 0x003C and before in (0x00FC, 0x003C) and shared and found is None):
            shared.append(data[start:end])
        before = kind
        if kind in _BOF:
            depth += 1
            if depth == 1:
                found = sheets.get(start - 4)
                if shared:
                    strings, shared = _xls_strings(shared), []
        elif kind == 0x000A:
            depth = max(depth - 1, 0)
        elif kind == 0x002F:
            raise WorkbookRefused("encrypted", file=file)
        elif kind == 0x0085 and end - start >= 8:
            sheets[struct.unpack_from("<I", data, start)[0]] = Extent(file, _short(data[start + 6 : end]))
        elif found is None and depth == 1:
            styles.note(kind, data[start:end])
        elif found is not None and depth == 1:
            if kind == 0x00FD and end - start >= 10 and (text := _U32(data, start + 6)[0]) < len(strings):
                found.shown += strings[text]
            if kind == 0x0200 and not _is_extent(data[start:end]):
                raise WorkbookRefused("damaged", file=file, part=found.sheet)
            _xls_record(data, kind, start, end, found)
            if kind in _ONE_CELL and end - start >= 6:
                row, column, style = struct.unpack_from("<HHH", data, start)
                styles.mark(kind, (row + 1, column + 1), style, found.facts)
    return list(sheets.values())


def _xls_strings(chunks: list[bytes]) -> list[int]:
    """The lengths of the shared texts: a record and those that continue it, where a text may be cut anywhere."""
    found: list[int] = []
    place, at = 0, 8
    try:
        while True:
            if at >= len(chunks[place]):
                place, at = place + 1, 0
            chunk = chunks[place]
            characters, flags = struct.unpack_from("<HB", chunk, at)
            at += 3
            after = 0
            if flags & 8:
                after += 4 * int(struct.unpack_from("<H", chunk, at)[0])
                at += 2
            if flags & 4:
                after += int(struct.unpack_from("<I", chunk, at)[0])
                at += 4
            found.append(characters)
            wide = 1 + (flags & 1)
            while characters > (fits := max(len(chunks[place]) - at, 0) // wide):
                characters -= fits
                place, at = place + 1, 1
                wide = 1 + (chunks[place][0] & 1)
            at += characters * wide
            while at + after > len(chunks[place]) and place + 1 < len(chunks):
                after -= len(chunks[place]) - at
                place, at = place + 1, 0
            at += after
    except (IndexError, struct.error):  # the end
        return found


def _is_extent(raw: bytes) -> bool:
    """Whether the rows and columns a sheet says it has can be: the engine makes room for them."""
    if len(raw) >= 14:
        first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", raw)
    elif len(raw) >= 8:
        first_row, last_row, first_column, last_column = struct.unpack_from("<HHHH", raw)
    else:
        return False
    return bool(first_row <= last_row <= 65_536 and first_column <= last_column <= 256)


def _short(raw: bytes) -> str:
    """A sheet's name: its length, then (since Excel 97) its width, then its characters."""
    length, wide = raw[0], raw[1]
    if wide in (0, 1) and len(raw) >= 2 + length * (wide + 1):
        text = raw[2 : 2 + length * (wide + 1)]
        return text.decode("utf-16-le" if wide else "latin-1", "replace")
    return raw[1 : 1 + length].decode("cp1252", "replace")


def _xls_record(data: bytes, kind: int, start: int, end: int, found: Extent) -> None:
    length = end - start
    if kind in _ONE_CELL and length >= 6:
        row, column = struct.unpack_from("<HH", data, start)
        found.cells(row + 1, column + 1)
        if kind in (0x0006, 0x0206, 0x0406):
            found.facts.formulas.append((row + 1, column + 1))
            if length >= 14 and data[start + 12 : start + 14] == b"\xff\xff" and data[start + 6] == 2:
                found.error(row + 1, column + 1, data[start + 8])
        elif kind == 0x0205 and length >= 8 and data[start + 7]:
            found.error(row + 1, column + 1, data[start + 6])
    elif kind == 0x00BD and length >= 6:
        row, column = struct.unpack_from("<HH", data, start)
        number = (length - 6) // 6
        found.cells(row + 1, column + number, number)
    elif kind == 0x0208 and length >= 14:
        if data[start + 12] & 0x20:
            found.facts.hidden_rows.add(struct.unpack_from("<H", data, start)[0] + 1)
    elif kind == 0x007D and length >= 10:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", data, start)
        if flags & 1:
            found.facts.hide_columns(str(first + 1), str(last + 1))
    elif kind == 0x00E5 and length >= 2:
        for at in range(start + 2, min(start + 2 + 8 * struct.unpack_from("<H", data, start)[0], end - 7), 8):
            found.merge(*struct.unpack_from("<HHHH", data, at))
