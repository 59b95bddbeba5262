"""The register as a workbook: its sheets and columns, and writing them. Reading is in `imports.register.reading`.

One sheet (or CSV file) per table. Headers carry both languages; other headers are recognised by `register_headers`.
Words to choose from come as `Vocabularies` from the features that own them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import xlsxwriter

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import (
    RegisterCellKind,
    RegisterColumn,
    RegisterRow,
    RegisterTable,
    RegisterValue,
)
from vendor_risk.formats.register.tables import TABLES
from vendor_risk.workbook.model import column_letter
from vendor_risk.workbook.text import csv_safe, write_text
from vendor_risk.workbook.writing import CellStyle, WritableBook, WritableSheet

__all__ = [
    "TABLES",
    "Layout",
    "RegisterCellKind",
    "RegisterColumn",
    "RegisterTable",
    "Vocabularies",
    "write_csv_zip",
    "write_workbook",
]

Vocabularies = Mapping[str, Mapping[str, Text]]
Rows = Mapping[str, Sequence[RegisterRow]]
"""By table key: its rows. None and absent are blank."""
_NUMBERS = (RegisterCellKind.INTEGER, RegisterCellKind.SHARE)

GUIDE, LISTS = "説明 Guide", "選択肢 Lists"
_SPARE_ROWS = 5000


class Layout(StrEnum):
    """The two shapes the register comes in."""

    XLSX = "xlsx"
    CSV = "csv"


def title_of(text: Text) -> str:
    """Both languages of a title, Japanese first, as headers and choices show them."""
    return text.en if text.en == text.ja else f"{text.ja} / {text.en}"


def cell_text(column: RegisterColumn, value: RegisterValue, vocabularies: Vocabularies) -> str:
    """The text of a value in a cell: choices in both languages, dates as ISO, numbers plainly."""
    if value is None or value == "":
        return ""
    if column.vocabulary:
        flag = column.kind is RegisterCellKind.FLAG and value in (True, False)
        known = vocabularies[column.vocabulary].get(("yes" if value else "no") if flag else str(value))
        return str(value) if known is None else title_of(known)
    return value.isoformat() if isinstance(value, date) else str(value)


def write_workbook(rows: Rows, vocabularies: Vocabularies, guide: Sequence[tuple[Text, Text]] = ()) -> bytes:
    """The register as an Excel file: a guide, one sheet per table with drop-downs, and the lists behind them.

    Without rows it is the template. `guide` are paragraphs (title, text) of the first sheet.
    """
    target = io.BytesIO()
    book: WritableBook = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E2EEF4", "border": 1}),
        "must": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#FBEED5", "border": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"num_format": "@"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
    }
    _write_guide(book, styles, guide)
    sheets = {table.key: book.add_worksheet(f"{table.title.ja} {table.title.en}") for table in TABLES}
    areas = _write_lists(book, vocabularies)
    for table in TABLES:
        _write_table(sheets[table.key], table, rows.get(table.key, ()), vocabularies, styles, areas)
    book.close()
    return target.getvalue()


def _write_guide(book: WritableBook, styles: Mapping[str, CellStyle], guide: Sequence[tuple[Text, Text]]) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 2, 60)
    line = 0
    for title, text in guide:
        for column, (words, style) in enumerate(((title_of(title), "bold"), (text.ja, "wrap"), (text.en, "wrap"))):
            write_text(sheet, line, column, words, style=styles[style])
        line += 1
    for table in TABLES:
        line += 1
        write_text(sheet, line, 0, title_of(table.title), style=styles["head"])
        write_text(sheet, line, 1, table.help.ja, style=styles["head"])
        write_text(sheet, line, 2, table.help.en, style=styles["head"])
        for described in table.shown:
            line += 1
            mark = " *" if described.required else ""
            write_text(sheet, line, 0, title_of(described.title) + mark, style=styles["bold"])
            write_text(sheet, line, 1, described.help.ja, style=styles["wrap"])
            write_text(sheet, line, 2, described.help.en, style=styles["wrap"])
        line += 1


def _write_lists(book: WritableBook, vocabularies: Vocabularies) -> dict[str, str]:
    """The choices on a sheet of their own; gives each vocabulary's area as a formula for drop-downs."""
    sheet = book.add_worksheet(LISTS)
    areas = {}
    for column, (name, words) in enumerate(vocabularies.items()):
        for line, text in enumerate(words.values()):
            write_text(sheet, line, column, title_of(text))
        letter = column_letter(column + 1)
        areas[name] = f"='{LISTS}'!${letter}$1:${letter}${len(words)}"
    sheet.hide()
    return areas


def _write_table(
    sheet: WritableSheet,
    table: RegisterTable,
    rows: Sequence[RegisterRow],
    vocabularies: Vocabularies,
    styles: Mapping[str, CellStyle],
    areas: Mapping[str, str],
) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 48)
    for index, column in enumerate(table.shown):
        sheet.set_column(index, index, column.width, styles["text"] if column.kind is RegisterCellKind.TEXT else None)
        head = f"{column.title.ja}\n{column.title.en}" if column.title.ja != column.title.en else column.title.en
        write_text(sheet, 0, index, head, style=styles["must" if column.required else "head"])
        if column.vocabulary:
            choices = {"validate": "list", "source": areas[column.vocabulary], "ignore_blank": True}
            sheet.data_validation(1, index, len(rows) + _SPARE_ROWS, index, choices | {"error_type": "warning"})
    texts = {
        (column.vocabulary, key): title_of(text)
        for column in table.shown
        for key, text in vocabularies.get(column.vocabulary, {}).items()
    }
    for line, row in enumerate(rows, start=1):
        for index, column in enumerate(table.shown):
            value = row.get(column.key)
            if value is None or value == "":
                continue
            if isinstance(value, date):
                sheet.write_datetime(line, index, value, styles["date"])
            elif column.vocabulary:
                key = ("no", "yes")[value] if isinstance(value, bool) else str(value)
                write_text(sheet, line, index, texts.get((column.vocabulary, key), str(value)))
            elif column.kind in _NUMBERS and isinstance(value, int | float):
                sheet.write_number(line, index, value)
            else:
                write_text(sheet, line, index, value, style=styles["text"])


def write_csv_zip(rows: Rows, vocabularies: Vocabularies) -> bytes:
    """The register as a ZIP of one CSV file per table, in UTF-8 as Excel reads it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            text = csv_of(table, rows.get(table.key, ()), vocabularies)
            archive.writestr(f"{table.key}.csv", text.encode("utf-8-sig"))
    return target.getvalue()


def csv_of(table: RegisterTable, rows: Iterable[RegisterRow], vocabularies: Vocabularies) -> str:
    """One table as CSV; texts that a spreadsheet program would calculate get an apostrophe before them."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(title_of(column.title) for column in table.shown)
    for row in rows:
        writer.writerow(csv_safe(cell_text(column, row.get(column.key), vocabularies)) for column in table.shown)
    return target.getvalue()
