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
from typing import NamedTuple

from vendor_risk.domain.questionnaires import AnswerScale, Question, Questionnaire, Text
from vendor_risk.formats.own import subcontractor_sheet, words
from vendor_risk.formats.own.answers import choices
from vendor_risk.formats.own.book import CLOSED, EDGE, MADE, OPEN, OwnBook
from vendor_risk.formats.own.kinds import OWN_KINDS
from vendor_risk.formats.own.labels import label
from vendor_risk.formats.own.slots import Slots, Value, cut_open
from vendor_risk.formats.own.table_sheet import TableCells, write_tables
from vendor_risk.workbook.text import clean
from vendor_risk.workbook.writing import WritableSheet

GUIDE_SHEET, QUESTION_SHEET, META_SHEET, LIST_SHEET, TABLE_SHEET = 1, 2, 3, 4, 5
FIRST_ROW = 3
"""The first row below the headers of the question sheet."""
META_FIXED = 8
"""Rows of the meta sheet before the list of questions."""
TITLE_CELL = "B1"
"""The cell of the question sheet that says what it was made for."""
ANSWER, COMMENT, NA_REASON, EVIDENCE = "F", "G", "H", "I"
FILLABLE = (ANSWER, COMMENT, NA_REASON, EVIDENCE)


class _Column(NamedTuple):
    """A column of the question sheet: its heading and its width in characters.

    The widths of the columns that print are such that texts of 10.5 points come out at 8 or more on A4 landscape.
    """

    head: Text
    width: int


_PRINTED = (
    _Column(words.NUMBER, 4),
    _Column(words.QUESTION_TITLE, 15),
    _Column(words.QUESTION, 36),
    _Column(words.LEVELS, 46),
    _Column(words.ANSWER, 18),
    _Column(words.COMMENT, 26),
    _Column(words.NA_REASON, 16),
    _Column(words.EVIDENCE, 22),
)
_OTHER_LANGUAGE = (_Column(words.OTHER_QUESTION, 48), _Column(words.OTHER_LEVELS, 64))
_MARGIN = 0.4
"""Of a printed page, in inches."""


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
    info = zipfile.ZipInfo(name, MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


class _Questions(NamedTuple):
    """What tells one template from another: the questions by the identity of their objects."""

    title: Text
    lang: str
    closed: frozenset[str]
    questions: tuple[int, ...]


_cache: OrderedDict[_Questions, tuple[Questionnaire, Template]] = OrderedDict()
_CACHE_SIZE = 64


def build(questionnaire: Questionnaire, lang: str, closed: frozenset[str]) -> Template:
    """The template for these questions in that language; the questions in `closed` are locked and greyed.

    Kept for the next vendor who gets the same questions: question objects are immutable and, while the template is
    kept, alive, so their identities say "the same".
    """
    key = _Questions(questionnaire.title, lang, closed, tuple(map(id, questionnaire.questions())))
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
        self.book = OwnBook(lang)
        self.rows: dict[str, int] = {}
        self.tables = TableCells({}, frozenset())
        self.lists_of_rows: list[tuple[int, tuple[str, ...]]] = []
        self.two_languages = any(question.text.en != question.text.ja for question in questionnaire.questions())
        self.guide_cells: set[str] = set()

    def template(self) -> Template:
        """The finished template."""
        guide = self.book.sheet(words.GUIDE.get(self.lang))
        sheet = self.book.sheet(words.QUESTIONS.get(self.lang))
        meta = self.book.sheet(words.META)
        lists = self.book.lists()
        self._write_guide(guide)
        self._write_questions(sheet)
        tables = [question for question in self.questionnaire.questions() if OWN_KINDS[question.kind].in_tables]
        if tables:
            numbers = {question.id: number for number, question in enumerate(self.questionnaire.questions(), start=1)}
            headed = [(numbers[question.id], question_text(question, self.lang), question) for question in tables]
            self.tables = write_tables(self.book, self.book.sheet(words.TABLES.get(self.lang)), headed, self.closed)
        if self.questionnaire.audience == "vendor":
            sheet_of_names = self.book.sheet(words.SUBCONTRACTORS.get(self.lang))
            subcontractor_sheet.write(self.book, sheet_of_names, closed=self.closed.issuperset(self.rows))
        count = len(self.rows)
        style = self.book.bare_style()
        for row in range(META_FIXED + count):
            meta.write_blank(row, 0, None, style)
            meta.write_blank(row, 1, None, style)
        for hidden in (meta, lists):
            hidden.very_hidden()
            hidden.protect()
        sheet.activate()
        guide.activate()
        return self._cut_open(self.book.content(), count)

    def _cut_open(self, content: bytes, count: int) -> Template:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        cells = frozenset(f"{column}{row}" for row in self.rows.values() for column in FILLABLE) | {TITLE_CELL}
        meta_cells = frozenset(f"{column}{row}" for row in range(1, META_FIXED + count + 1) for column in "AB")
        cut = {
            number: cut_open(parts.pop(f"xl/worksheets/sheet{number}.xml"), wanted)
            for number, wanted in (
                (GUIDE_SHEET, frozenset(self.guide_cells)),
                (QUESTION_SHEET, cells),
                (META_SHEET, meta_cells),
                (TABLE_SHEET, self.tables.cells),
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
            self.tables.rows,
        )

    def _write_guide(self, sheet: WritableSheet) -> None:
        lang, small = self.lang, self.book.style(font_color="#4A5A63")
        bold = self.book.style(bold=True)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 78)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, words.TITLE.get(lang), self.book.style(bold=True, font_size=16, text_wrap=False))
        facts = (words.FROM, words.FOR, words.DUE, words.QUESTIONS, words.COUNT)
        for row, name in enumerate(facts, start=2):
            sheet.write_string(row, 0, name.get(lang), bold)
            sheet.write_blank(row, 1, None, self.book.style())
            self.guide_cells.add(f"B{row + 1}")
        sheet.write_string(8, 0, words.HOW.get(lang), bold)
        other = "en" if lang == "ja" else "ja"
        for row, step in enumerate(words.STEPS, start=8):
            sheet.write_string(row, 1, f"{row - 7}. {step.get(lang)}", self.book.style())
            sheet.write_string(row + len(words.STEPS) + 1, 1, f"{row - 7}. {step.get(other)}", small)
        sheet.protect()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _write_questions(self, sheet: WritableSheet) -> None:
        lang = self.lang
        columns = (*_PRINTED, *_OTHER_LANGUAGE) if self.two_languages else _PRINTED
        head_style = self.book.style(
            bold=True, bg_color="#1D4F5F", font_color="#FFFFFF", border=1, border_color="#D5DDE1"
        )
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for at, column in enumerate(columns, start=1):
            sheet.set_column(at, at, column.width)
            sheet.write_string(1, at, column.head.get(lang), head_style)
        sheet.write_blank(0, 1, None, self.book.style(bold=True, font_size=13, text_wrap=False))
        sheet.freeze_panes(2, 4)
        row, number = FIRST_ROW - 1, 0
        section_style = self.book.style(bold=True, bg_color="#E6ECEF")
        for section in self.questionnaire.sections:
            for at in range(1, len(columns) + 1):
                sheet.write_blank(row, at, None, section_style)
            sheet.write_string(
                row,
                1,
                label(section.title, lang) if self.two_languages else section.title.get(lang),
                self.book.style(bold=True, bg_color="#E6ECEF", text_wrap=False),
            )
            row += 1
            for question in section.questions:
                number += 1
                self._write_question(sheet, row, number, question)
                row += 1
        self._finish(sheet, row)
        self._validate(sheet)

    def _finish(self, sheet: WritableSheet, end: int) -> None:
        not_applicable = words.NOT_APPLICABLE.get(self.lang)
        without_reason = (
            f'=AND(ISNUMBER(SEARCH("{not_applicable}",${ANSWER}{FIRST_ROW})),LEN(${NA_REASON}{FIRST_ROW})=0)'
        )
        answered = f'=AND($A{FIRST_ROW}<>"",LEN(${ANSWER}{FIRST_ROW})>0)'
        for column, formula, colour in ((NA_REASON, without_reason, "#F9D9D6"), (ANSWER, answered, "#E4F3EA")):
            rule = {"type": "formula", "criteria": formula, "format": self.book.bare_style(bg_color=colour)}
            sheet.conditional_format(f"{column}{FIRST_ROW}:{column}{end}", rule)
        sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
        sheet.set_footer("&L&F&R&P / &N")
        sheet.print_area(0, 1, end - 1, len(_PRINTED))
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)

    def _write_question(self, sheet: WritableSheet, row: int, number: int, question: Question) -> None:
        lang, closed = self.lang, question.id in self.closed
        grey = CLOSED if closed else {}
        plain = self.book.kept_style("plain", **EDGE, **grey)
        entry = self.book.kept_style("entry", **EDGE, **(grey or OPEN), locked=closed)
        entry_text = self.book.kept_style("entry_text", **EDGE, **(grey or OPEN), locked=closed, num_format="@")
        free = self.book.kept_style("free", **EDGE, **grey, locked=closed, num_format="@")
        self.rows[question.id] = row + 1
        scale = self.questionnaire.scales.get(question.scale_id or "")
        sheet.write_string(row, 0, question.id)
        sheet.write_number(row, 1, number, plain)
        sheet.write_string(row, 2, clean(question.title.get(lang)) if question.title else "", plain)
        sheet.write_string(row, 3, question_text(question, lang), plain)
        sheet.write_string(row, 4, levels_text(question, scale, lang), plain)
        is_text = OWN_KINDS[question.kind].as_text
        sheet.write_blank(row, 5, None, entry_text if is_text else entry)
        for at in (6, 7, 8):
            sheet.write_blank(row, at, None, free)
        if self.two_languages:
            other = "en" if lang == "ja" else "ja"
            sheet.write_string(row, 9, question_text(question, other), plain)
            sheet.write_string(row, 10, levels_text(question, scale, other), plain)
        sheet.set_row(row, self._height(question))
        entries = choices(question, self.questionnaire.scales.get(question.scale_id or ""), lang)
        if entries and not closed:
            self.lists_of_rows.append((row, entries))

    def _height(self, question: Question) -> float:
        """The height (points) that shows the longest text of a row: programs do not always wrap rows on opening."""
        scale = self.questionnaire.scales.get(question.scale_id or "")
        langs = [(self.lang, _PRINTED[2:4])]
        if self.two_languages:
            langs.append(("en" if self.lang == "ja" else "ja", _OTHER_LANGUAGE))
        lines = [
            _lines(text, column.width)
            for lang, columns in langs
            for text, column in zip(
                (question_text(question, lang), levels_text(question, scale, lang)), columns, strict=True
            )
        ]
        if question.title:
            lines.append(_lines(question.title.get(self.lang), _PRINTED[1].width))
        return min(409.0, 6 + 14.0 * max(lines))

    def _validate(self, sheet: WritableSheet) -> None:
        """The drop-down lists, one for each run of rows with the same answers: quicker to read than one a row."""
        run: list[int] = []
        for place, (row, entries) in enumerate(self.lists_of_rows):
            run.append(row)
            if place + 1 < len(self.lists_of_rows) and self.lists_of_rows[place + 1] == (row + 1, entries):
                continue
            self.book.offer(sheet, (run[0], 5, run[-1], 5), entries)
            run = []


def question_text(question: Question, lang: str) -> str:
    """What the cell of a question says: its text and its help."""
    text = question.text.get(lang)
    return clean(f"{text}\n{question.help.get(lang)}" if question.help else text)


def levels_text(question: Question, scale: AnswerScale | None, lang: str) -> str:
    """What the cell beside a question says of its possible answers."""
    return clean(OWN_KINDS[question.kind].guide(question, scale, lang))
