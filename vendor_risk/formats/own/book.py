"""The workbook a template is made in: its styles, each made once, and the lists that its drop-downs offer."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from vendor_risk.formats.own import words
from vendor_risk.workbook.model import column_letter
from vendor_risk.workbook.text import clean
from vendor_risk.workbook.writing import CellStyle, WritableBook, WritableSheet

MADE = (2020, 1, 1, 0, 0, 0)
"""When every template says it was made: the same questions give the same bytes."""
EDGE: dict[str, object] = {"border": 1, "border_color": "#D5DDE1"}
CLOSED: dict[str, object] = {"bg_color": "#EEF0F1", "font_color": "#63737C"}
OPEN: dict[str, object] = {"bg_color": "#FFFBE8"}


class OwnBook:
    """A workbook in one language, in memory."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._buffer = io.BytesIO()
        self._book: WritableBook = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self._book.set_properties({"created": datetime(*MADE)})  # noqa: DTZ001 - the format has no zone
        self._styles: dict[tuple[str, tuple[tuple[str, object], ...]], CellStyle] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._list_sheet: WritableSheet | None = None

    def sheet(self, name: str) -> WritableSheet:
        """A new sheet, the last one."""
        return self._book.add_worksheet(name)

    def lists(self) -> WritableSheet:
        """The new sheet on which what drop-downs offer will stand."""
        self._list_sheet = self.sheet(words.LISTS)
        return self._list_sheet

    def bare_style(self, **values: object) -> CellStyle:
        """A style of these properties alone."""
        return self._book.add_format(values)

    def style(self, **values: object) -> CellStyle:
        """A style of these properties beside those of all texts."""
        base = {
            "text_wrap": True,
            "valign": "top",
            "font_size": 10.5,
            "font_name": "Yu Gothic" if self.lang == "ja" else "Calibri",
        }
        return self._book.add_format(base | values)

    def kept_style(self, name: str, **values: object) -> CellStyle:
        """As `style`, made once for each name and properties."""
        key = (name, tuple(sorted(values.items())))
        if key not in self._styles:
            self._styles[key] = self.style(**values)
        return self._styles[key]

    def offer(self, sheet: WritableSheet, area: tuple[int, int, int, int], entries: tuple[str, ...]) -> None:
        """Put a drop-down with these entries on an area (first row and column, last row and column, from 0)."""
        sheet.data_validation(*area, {
            "validate": "list",
            "source": self._list(entries),
            "error_title": words.PICK_TITLE.get(self.lang)[:32],
            "error_message": words.PICK_TEXT.get(self.lang),
        })  # fmt: skip

    def _list(self, entries: tuple[str, ...]) -> str:
        if entries not in self._lists:
            column, sheet = len(self._lists), self._list_sheet or self.lists()
            for row, entry in enumerate(entries):
                sheet.write_string(row, column, clean(entry))
            letter = column_letter(column + 1)
            self._lists[entries] = f"={words.LISTS}!${letter}$1:${letter}${len(entries)}"
        return self._lists[entries]

    def content(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._buffer.getvalue()
