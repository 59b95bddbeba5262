"""Our own workbook as a template: built once for each set of questions, then only its cells are filled in.

Building a workbook of 300 questions with lists, locks and styles takes about 80 ms; patching the answer cells of the
zipped XML takes a tenth of that. `build` makes the template by XlsxWriter and cuts its sheets at the cells to fill
(`Slot`s); `fill` puts them together again with the values of one assessment.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from vendor_risk.domain.questionnaires import Question, Questionnaire
from vendor_risk.formats.own import subcontractor_sheet, words
from vendor_risk.formats.own.answers import choices
from vendor_risk.formats.own.columns import OWN_COLUMNS
from vendor_risk.formats.own.kinds import OWN_KINDS
from vendor_risk.formats.own.labels import label
from vendor_risk.formats.own.slots import Slots, Value, cut_open
from vendor_risk.formats.own.tables import FIRST_COLUMN, column_letter
from vendor_risk.workbook.text import clean

GUIDE_SHEET, QUESTION_SHEET, META_SHEET, LIST_SHEET, TABLE_SHEET = 1, 2, 3, 4, 5
FIRST_ROW = 3
"""The first row below the headers of the question sheet."""
WIDTHS = {"question": 48, "levels": 64}
"""Column widths, in characters."""
META_FIXED = 8
"""Rows of the meta sheet before the list of questions."""
ANSWER, COMMENT, NA_REASON = "E", "F", "G"
_EPOCH = (2020, 1, 1, 0, 0, 0)  # the same questions give the same bytes


@dataclass(frozen=True)
class Template:
    """A zipped workbook with its fillable sheets cut open. `rows` tells the row of each question.

    `tables` is None where no question is a table; `table_rows` tells the first row of each.
    """

    static: tuple[tuple[str, bytes], ...]
    guide: Slots
    questions: Slots
    meta: Slots
    rows: Mapping[str, int]
    tables: Slots | None
    table_rows: Mapping[str, int]

    def fill(
        self,
        guide: Mapping[str, Value],
        questions: Mapping[str, Value],
        meta: Mapping[str, Value],
        tables: Mapping[str, Value],
    ) -> bytes:
        """The workbook (xlsx) with these values, by cell address ("D5") on each of the sheets."""
        sheets = [
            (GUIDE_SHEET, self.guide, guide),
            (QUESTION_SHEET, self.questions, questions),
            (META_SHEET, self.meta, meta),
        ]
        if self.tables is not None:
            sheets.append((TABLE_SHEET, self.tables, tables))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in self.static:
                archive.writestr(_info(name), content)
            for number, slots, values in sheets:
                archive.writestr(_info(f"xl/worksheets/sheet{number}.xml"), slots.fill(values))
        return buffer.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


_cache: OrderedDict[tuple[Any, ...], tuple[Questionnaire, Template]] = OrderedDict()
_CACHE_SIZE = 64


def build(questionnaire: Questionnaire, lang: str, closed: frozenset[str]) -> Template:
    """The template for these questions in that language; the questions in `closed` are locked and greyed.

    Kept for the next vendor who gets the same questions: question objects are immutable and, while the template is
    kept, alive, so their identities say "the same".
    """
    key = (questionnaire.title, lang, closed, tuple(map(id, questionnaire.questions())))
    if (kept := _cache.get(key)) is not None:
        return kept[1]
    template = _Builder(questionnaire, lang, closed).template()
    _cache[key] = (questionnaire, template)
    while len(_cache) > _CACHE_SIZE:
        _cache.popitem(last=False)
    return template


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of `width` characters (East Asian characters count two)."""
    return sum(
        max(1, -(-sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line) // (width - 2)))
        for line in text.split("\n")
    )


class _Builder:
    """Writes the template workbook sheet by sheet and remembers which cells are to be filled."""

    def __init__(self, questionnaire: Questionnaire, lang: str, closed: frozenset[str]) -> None:
        self.questionnaire, self.lang, self.closed = questionnaire, lang, closed
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.book.set_properties({"created": datetime(*_EPOCH)})  # noqa: DTZ001 - the format has no zone
        self.rows: dict[str, int] = {}
        self.table_rows: dict[str, int] = {}
        self.table_cells: set[str] = set()
        self.lists: dict[tuple[str, ...], str] = {}
        self.lists_of_rows: list[tuple[int, tuple[str, ...]]] = []
        self.two_languages = any(question.text.en != question.text.ja for question in questionnaire.questions())
        self.guide_cells: set[str] = set()

    def style(self, **values: object) -> Any:
        base = {
            "text_wrap": True,
            "valign": "top",
            "font_size": 10.5,
            "font_name": "Yu Gothic" if self.lang == "ja" else "Calibri",
        }
        return self.book.add_format(base | values)

    def template(self) -> Template:
        """The finished template."""
        guide = self.book.add_worksheet(words.GUIDE.get(self.lang))
        sheet = self.book.add_worksheet(words.QUESTIONS.get(self.lang))
        meta = self.book.add_worksheet(words.META)
        self.list_sheet = self.book.add_worksheet(words.LISTS)
        self._write_guide(guide)
        self._write_questions(sheet)
        tables = [question for question in self.questionnaire.questions() if OWN_KINDS[question.kind].in_tables]
        if tables:
            self._write_tables(self.book.add_worksheet(words.TABLES.get(self.lang)), tables)
        if self.questionnaire.audience == "vendor":
            closed = self.closed.issuperset(self.rows)
            subcontractor_sheet.write(
                self.book.add_worksheet(words.SUBCONTRACTORS.get(self.lang)), self.lang, self.style, closed=closed
            )
        count = len(self.rows)
        style = self.book.add_format()
        for row in range(META_FIXED + count):
            meta.write_blank(row, 0, None, style)
            meta.write_blank(row, 1, None, style)
        for hidden in (meta, self.list_sheet):
            hidden.very_hidden()
            hidden.protect()
        sheet.activate()
        guide.activate()
        self.book.close()
        return self._cut_open(count)

    def _cut_open(self, count: int) -> Template:
        with zipfile.ZipFile(io.BytesIO(self.buffer.getvalue())) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        cells = frozenset(f"{column}{row}" for row in self.rows.values() for column in (ANSWER, COMMENT, NA_REASON))
        meta_cells = frozenset(f"{column}{row}" for row in range(1, META_FIXED + count + 1) for column in "AB")
        cut = {
            number: cut_open(parts.pop(f"xl/worksheets/sheet{number}.xml"), wanted)
            for number, wanted in (
                (GUIDE_SHEET, frozenset(self.guide_cells)),
                (QUESTION_SHEET, cells),
                (META_SHEET, meta_cells),
                (TABLE_SHEET, frozenset(self.table_cells)),
            )
            if number != TABLE_SHEET or wanted
        }
        return Template(
            tuple(parts.items()),
            cut[GUIDE_SHEET],
            cut[QUESTION_SHEET],
            cut[META_SHEET],
            self.rows,
            cut.get(TABLE_SHEET),
            self.table_rows,
        )

    def _write_guide(self, sheet: Any) -> None:
        lang, small = self.lang, self.style(font_color="#4A5A63")
        bold = self.style(bold=True)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 78)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, words.TITLE.get(lang), self.style(bold=True, font_size=16, text_wrap=False))
        facts = (words.FROM, words.FOR, words.DUE, words.QUESTIONS, words.COUNT)
        for row, name in enumerate(facts, start=2):
            sheet.write_string(row, 0, name.get(lang), bold)
            sheet.write_blank(row, 1, None, self.style())
            self.guide_cells.add(f"B{row + 1}")
        sheet.write_string(8, 0, words.HOW.get(lang), bold)
        other = "en" if lang == "ja" else "ja"
        for row, step in enumerate(words.STEPS, start=8):
            sheet.write_string(row, 1, f"{row - 7}. {step.get(lang)}", self.style())
            sheet.write_string(row + len(words.STEPS) + 1, 1, f"{row - 7}. {step.get(other)}", small)
        sheet.protect()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _write_questions(self, sheet: Any) -> None:
        lang = self.lang
        heads = [words.NUMBER, words.QUESTION, words.LEVELS, words.ANSWER, words.COMMENT, words.NA_REASON]
        head_style = self.style(bold=True, bg_color="#1D4F5F", font_color="#FFFFFF", border=1, border_color="#D5DDE1")
        widths = [5, WIDTHS["question"], WIDTHS["levels"], 26, 40, 26]
        if self.two_languages:
            heads += [words.OTHER_QUESTION, words.OTHER_LEVELS]
            widths += [WIDTHS["question"], WIDTHS["levels"]]
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for column, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, head.get(lang), head_style)
        sheet.write_string(
            0, 1, self.questionnaire.title.get(lang), self.style(bold=True, font_size=13, text_wrap=False)
        )
        sheet.freeze_panes(2, 3)
        row, number = FIRST_ROW - 1, 0
        section_style = self.style(bold=True, bg_color="#E6ECEF")
        for section in self.questionnaire.sections:
            for column in range(1, len(heads) + 1):
                sheet.write_blank(row, column, None, section_style)
            sheet.write_string(
                row,
                1,
                label(section.title, lang) if self.two_languages else section.title.get(lang),
                self.style(bold=True, bg_color="#E6ECEF", text_wrap=False),
            )
            row += 1
            for question in section.questions:
                number += 1
                self._write_question(sheet, row, number, question)
                row += 1
        self._finish(sheet, row)
        self._validate(sheet)

    def _write_tables(self, sheet: Any, tables: list[Question]) -> None:
        """A run of rows for each table question: its text, its columns, then its rows to fill in."""
        numbers = {question.id: number for number, question in enumerate(self.questionnaire.questions(), start=1)}
        widest = max(len(question.columns) for question in tables)
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column(1, widest, 26)
        row = 0
        for question in tables:
            text = f"{numbers[question.id]}. {self._question_text(question, self.lang)}"
            sheet.write_string(row, 1, clean(text), self.style(bold=True, font_size=12, text_wrap=False))
            self._write_table(sheet, row + 1, question)
            row += question.max_rows + 3
        sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _write_table(self, sheet: Any, head: int, question: Question) -> None:
        edge, closed = {"border": 1, "border_color": "#D5DDE1"}, question.id in self.closed
        colours = {"bg_color": "#EEF0F1", "font_color": "#63737C"} if closed else {"bg_color": "#FFFBE8"}
        heading = self._style("table_head", bold=True, bg_color="#E6ECEF", **edge)
        first, last = head + 1, head + question.max_rows
        self.table_rows[question.id] = first + 1
        for row in range(first, last + 1):
            sheet.write_string(row, 0, question.id)
        for place, column in enumerate(question.columns):
            kind, at = OWN_COLUMNS[column.kind], place + FIRST_COLUMN - 1
            star = "*" if column.required else ""
            sheet.write_string(head, at, clean(label(column.title, self.lang) + star), heading)
            number_format = {"num_format": "@"} if kind.as_text else {}
            style = self._style("table_cell", **edge, **colours, locked=closed, **number_format)
            for row in range(first, last + 1):
                sheet.write_blank(row, at, None, style)
                self.table_cells.add(f"{column_letter(place)}{row + 1}")
            entries = kind.entries(column, self.lang)
            if entries and not closed:
                self._list_validation(sheet, (first, at, last, at), entries)

    def _finish(self, sheet: Any, end: int) -> None:
        not_applicable = words.NOT_APPLICABLE.get(self.lang)
        without_reason = (
            f'=AND(ISNUMBER(SEARCH("{not_applicable}",${ANSWER}{FIRST_ROW})),LEN(${NA_REASON}{FIRST_ROW})=0)'
        )
        answered = f'=AND($A{FIRST_ROW}<>"",LEN(${ANSWER}{FIRST_ROW})>0)'
        for column, formula, colour in ((NA_REASON, without_reason, "#F9D9D6"), (ANSWER, answered, "#E4F3EA")):
            rule = {"type": "formula", "criteria": formula, "format": self.book.add_format({"bg_color": colour})}
            sheet.conditional_format(f"{column}{FIRST_ROW}:{column}{end}", rule)
        sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)

    def _write_question(self, sheet: Any, row: int, number: int, question: Question) -> None:
        lang, closed = self.lang, question.id in self.closed
        edge = {"border": 1, "border_color": "#D5DDE1"}
        grey = {"bg_color": "#EEF0F1", "font_color": "#63737C"} if closed else {}
        plain = self._style("plain", **edge, **grey)
        entry = self._style("entry", **edge, **(grey or {"bg_color": "#FFFBE8"}), locked=closed)
        entry_text = self._style(
            "entry_text", **edge, **(grey or {"bg_color": "#FFFBE8"}), locked=closed, num_format="@"
        )
        free = self._style("free", **edge, **grey, locked=closed, num_format="@")
        self.rows[question.id] = row + 1
        sheet.write_string(row, 0, question.id)
        sheet.write_number(row, 1, number, plain)
        sheet.write_string(row, 2, self._question_text(question, lang), plain)
        is_text = OWN_KINDS[question.kind].as_text
        sheet.write_string(row, 3, self._levels(question, lang), plain)
        sheet.write_blank(row, 4, None, entry_text if is_text else entry)
        sheet.write_blank(row, 5, None, free)
        sheet.write_blank(row, 6, None, free)
        if self.two_languages:
            other = "en" if lang == "ja" else "ja"
            sheet.write_string(row, 7, self._question_text(question, other), plain)
            sheet.write_string(row, 8, self._levels(question, other), plain)
        sheet.set_row(row, self._height(question))
        entries = choices(question, self.questionnaire.scales.get(question.scale_id or ""), lang)
        if entries and not closed:
            self.lists_of_rows.append((row, entries))

    def _height(self, question: Question) -> float:
        """The height (points) that shows the longest text of a row: programs do not always wrap rows on opening."""
        langs = ("en", "ja") if self.two_languages else (self.lang,)
        texts = [(self._question_text(question, lang), WIDTHS["question"]) for lang in langs]
        texts += [(self._levels(question, lang), WIDTHS["levels"]) for lang in langs]
        return min(409.0, 6 + 14.0 * max(_lines(text, width) for text, width in texts))

    def _style(self, name: str, **values: object) -> Any:
        key = (name, tuple(sorted(values.items())))
        cache = self.__dict__.setdefault("styles", {})
        if key not in cache:
            cache[key] = self.style(**values)
        return cache[key]

    def _validate(self, sheet: Any) -> None:
        """The drop-down lists, one for each run of rows with the same answers: quicker to read than one a row."""
        run: list[int] = []
        for place, (row, entries) in enumerate(self.lists_of_rows):
            run.append(row)
            if place + 1 < len(self.lists_of_rows) and self.lists_of_rows[place + 1] == (row + 1, entries):
                continue
            self._list_validation(sheet, (run[0], 4, run[-1], 4), entries)
            run = []

    def _list_validation(self, sheet: Any, area: tuple[int, int, int, int], entries: tuple[str, ...]) -> None:
        sheet.data_validation(*area, {
            "validate": "list",
            "source": self._list(entries),
            "error_title": words.PICK_TITLE.get(self.lang)[:32],
            "error_message": words.PICK_TEXT.get(self.lang),
        })  # fmt: skip

    def _list(self, entries: tuple[str, ...]) -> str:
        if entries not in self.lists:
            column = len(self.lists)
            for row, entry in enumerate(entries):
                self.list_sheet.write_string(row, column, clean(entry))
            letter = xlsxwriter.utility.xl_col_to_name(column)
            self.lists[entries] = f"={words.LISTS}!${letter}$1:${letter}${len(entries)}"
        return self.lists[entries]

    @staticmethod
    def _question_text(question: Question, lang: str) -> str:
        text = question.text.get(lang)
        return clean(f"{text}\n{question.help.get(lang)}" if question.help else text)

    def _levels(self, question: Question, lang: str) -> str:
        scale = self.questionnaire.scales.get(question.scale_id or "")
        return clean(OWN_KINDS[question.kind].guide(question, scale, lang))
