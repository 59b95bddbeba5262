"""What we use of XlsxWriter, which carries no types of its own: a workbook, its sheets and the styles of cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol


class CellStyle(Protocol):
    """How cells look; made by `WritableBook.add_format`."""

    def set_num_format(self, num_format: str, /) -> None:
        """Give numbers this format ("0.0")."""


class WritableSheet(Protocol):
    """A worksheet. Rows and columns count from 0."""

    def write_string(self, row: int, column: int, text: str, style: CellStyle | None = None, /) -> object:
        """Write a text as a text."""

    def write_blank(self, row: int, column: int, blank: None, style: CellStyle | None = None, /) -> object:
        """Give an empty cell a style."""

    def write_number(self, row: int, column: int, number: float, style: CellStyle | None = None, /) -> object:
        """Write a number."""

    def write_datetime(self, row: int, column: int, moment: date, style: CellStyle | None = None, /) -> object:
        """Write a date, or a date and time."""

    def set_column(
        self,
        first: int,
        last: int,
        width: float | None,
        style: CellStyle | None = None,
        options: Mapping[str, object] | None = None,
        /,
    ) -> object:
        """Make columns so wide (characters)."""

    def set_row(self, row: int, height: float, /) -> object:
        """Make a row so high (points)."""

    def data_validation(
        self, row: int, column: int, last_row: int, last_column: int, options: Mapping[str, object], /
    ) -> object:
        """Say what may be entered."""

    def conditional_format(self, area: str, options: Mapping[str, object], /) -> object:
        """Colour cells by a rule."""

    def autofilter(self, row: int, column: int, last_row: int, last_column: int, /) -> object:
        """Put filters on the first row of an area."""

    def freeze_panes(self, row: int, column: int, /) -> object:
        """Keep the rows above and the columns before in sight."""

    def set_margins(self, left: float, right: float, top: float, bottom: float, /) -> object:
        """Leave so much of the page blank (inches)."""

    def set_footer(self, footer: str, /) -> object:
        """Print this below every page."""

    def print_area(self, row: int, column: int, last_row: int, last_column: int, /) -> object:
        """Print this area only."""

    def repeat_rows(self, row: int, /) -> object:
        """Print this row on every page."""

    def hide_gridlines(self, option: int, /) -> object:
        """2: neither on the screen nor in print."""

    def protect(self, password: str = "", options: Mapping[str, object] | None = None, /) -> object:
        """Let only unlocked cells be changed."""

    def set_landscape(self) -> object:
        """Print across."""

    def set_paper(self, size: int, /) -> object:
        """Print on this paper; 9 is A4."""

    def fit_to_pages(self, width: int, height: int, /) -> object:
        """Print on so many pages across and down; 0 as many as needed."""

    def activate(self) -> object:
        """Be the sheet that is shown first."""

    def hide(self) -> object:
        """Be hidden."""

    def very_hidden(self) -> object:
        """Be hidden so that the program's menu does not bring it back."""


class WritableBook(Protocol):
    """A workbook that is being written."""

    def add_worksheet(self, name: str, /) -> WritableSheet:
        """A new sheet, the last one."""

    def add_format(self, properties: Mapping[str, object] | None = None, /) -> CellStyle:
        """A new style."""

    def set_properties(self, properties: Mapping[str, object], /) -> object:
        """Say who made the file and when."""

    def close(self) -> None:
        """Write the file."""
