"""The fast engine (calamine): its errors and alarms as refusals, its values as plain ones."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias, TypeVar, cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Value
from vendor_risk.workbook.package import parts
from vendor_risk.workbook.package.values import iso

T = TypeVar("T")
Rows = list[list[Value]]
EngineRows: TypeAlias = list[
    list[int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta]
]
"""Cells as the engine gives them; `plain` makes rows of them."""

_PLAIN = {str, float, int, bool}


def open_engine(data: bytes, file: str) -> CalamineWorkbook:
    """The fast engine on the file. Raises WorkbookRefused."""
    try:
        with _alarms():
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise WorkbookRefused("encrypted", file=file) from None
    except (CalamineError, ZipError, ValueError, OSError) as error:
        raise WorkbookRefused("damaged", file=file, part=_where(error)) from None


def rows_of(engine: CalamineWorkbook, name: str, file: str, area: int) -> EngineRows:
    """The cells of a sheet by the fast engine; `area` is that of the sheets before. Raises WorkbookRefused."""
    try:
        with _alarms():
            found = engine.get_sheet_by_name(name)
            own = found.total_height * found.total_width
            if own > limits.MAX_AREA or own + area > limits.MAX_ALL_AREA:
                parts.refuse_far(file, name, (found.total_height, found.total_width))
            return found.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError):
        raise WorkbookRefused("damaged", file=file, part=name) from None


@contextmanager
def _alarms() -> Iterator[None]:
    """The engine's alarm about contents it did not expect, which is no Exception, as one of its errors."""
    try:
        yield
    except Exception:
        raise
    except BaseException as alarm:
        if type(alarm).__name__ != "PanicException":
            raise
        raise CalamineError("panic") from None


def _where(error: Exception) -> str:
    """The engine's own words, one short line: they name the part of the file at fault."""
    return re.sub(r"\s+", " ", str(error))[:80]


def if_not_damaged(work: Callable[[], T]) -> T | None:
    """What the fast engine gives; None when it finds the file damaged, which the careful reader may see otherwise."""
    try:
        return work()
    except WorkbookRefused as refusal:
        if refusal.code != "damaged":
            raise
    return None


def area_of(rows: Sequence[Sequence[object]]) -> int:
    """The number of cells of rows that are all of one length."""
    return len(rows) * len(rows[0]) if rows else 0


def is_blank(rows: Sequence[Sequence[object]], place: tuple[int, int]) -> bool:
    """Whether there is nothing in a cell."""
    row, column = place
    return row > len(rows) or column > len(rows[row - 1]) or rows[row - 1][column - 1] == ""


def plain(rows: EngineRows, returns: bool) -> Rows:
    """The rows with dates as ISO text and plain line ends (`returns`: whether a carriage return may be in a text)."""
    for row in rows:
        if not _PLAIN.issuperset(map(type, row)):
            row[:] = [value if type(value) in _PLAIN else iso(value) for value in row]
        if not returns:
            continue
        for index, value in enumerate(row):
            if type(value) is str and "\r" in value:  # the engine itself undoes the format's escapes ("_x000D_")
                row[index] = plain_ends(value)
    return cast("Rows", rows)  # the same lists, as sheets may be large: all that is not plain was replaced


def plain_ends(text: str) -> str:
    """The text with plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
