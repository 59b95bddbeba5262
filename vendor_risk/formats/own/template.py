"""Our own workbook as a template: built once for each set of questions, then only its cells are filled in.

Building a workbook of 300 questions with lists, locks and styles takes about 80 ms; patching the answer cells of the
zipped XML takes a tenth of that. `build` makes the template by XlsxWriter and cuts its sheets at the cells to fill
(`Slot`s); `fill` puts them together again with the values of one assessment.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from vendor_risk.domain.questionnaires import Question, QuestionKind, Questionnaire
from vendor_risk.formats.own import words
from vendor_risk.formats.own.answers import choices, label
from vendor_risk.workbook.text import clean

Value = str | float
GUIDE_SHEET, QUESTION_SHEET, META_SHEET, LIST_SHEET = 1, 2, 3, 4
FIRST_ROW = 3
"""The first row below the headers of the question sheet."""
WIDTHS = {"question": 48, "levels": 64}
"""Column widths, in characters."""
META_FIXED = 8
"""Rows of the meta sheet before the list of questions."""
ANSWER, COMMENT, NA_REASON = "E", "F", "G"
_ESCAPES = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BLANK_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"/>')
_EPOCH = (2020, 1, 1, 0, 0, 0)  # the same questions give the same bytes


@dataclass(frozen=True)
class Slots:
    """One sheet cut at its fillable cells: `pieces[i]`, then cell `cells[i]` in style `styles[i]`, then the next."""

    pieces: tuple[bytes, ...]
    cells: tuple[str, ...]
    styles: tuple[bytes, ...]

    def fill(self, values: Mapping[str, Value]) -> bytes:
        """The sheet with these values in their cells; cells without one stay blank."""
        out: list[bytes] = []
        for piece, cell, style in zip(self.pieces, self.cells, self.styles, strict=False):
            out.append(piece)
            out.append(_cell(cell, style, values.get(cell, "")))
        out.append(self.pieces[-1])
        return b"".join(out)


@dataclass(frozen=True)
class Template:
    """A zipped workbook with its fillable sheets cut open. `rows` tells the row of each question."""

    static: tuple[tuple[str, bytes], ...]
    guide: Slots
    questions: Slots
    meta: Slots
    rows: Mapping[str, int]

    def fill(self, guide: Mapping[str, Value], questions: Mapping[str, Value], meta: Mapping[str, Value]) -> bytes:
        """The workbook (xlsx) with these values, by cell address ("D5") on each of the three sheets."""
        sheets = (
            (GUIDE_SHEET, self.guide, guide),
            (QUESTION_SHEET, self.questions, questions),
            (META_SHEET, self.meta, meta),
        )
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


def _cell(cell: str, style: bytes, value: Value) -> bytes:
    start = b'<c r="' + cell.encode() + b'" s="' + style + b'"'
    if value == "":
        return start + b"/>"
    if isinstance(value, str):
        text = html.escape(_ESCAPES.sub("_x005F_", clean(value)), quote=False)
        return start + b' t="inlineStr"><is><t xml:space="preserve">' + text.encode() + b"</t></is></c>"
    return start + b"><v>" + repr(value).encode() + b"</v></c>"


def _cut(sheet: bytes, wanted: frozenset[str]) -> Slots:
    pieces, cells, styles, start = [], [], [], 0
    for match in _BLANK_CELL.finditer(sheet):
        if (cell := match[1].decode()) in wanted:
            pieces.append(sheet[start : match.start()])
            cells.append(cell)
            styles.append(match[2])
            start = match.end()
    pieces.append(sheet[start:])
    return Slots(tuple(pieces), tuple(cells), tuple(styles))


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
            number: _cut(parts.pop(f"xl/worksheets/sheet{number}.xml"), wanted)
            for number, wanted in (
                (GUIDE_SHEET, frozenset(self.guide_cells)),
                (QUESTION_SHEET, cells),
                (META_SHEET, meta_cells),
            )
        }
        return Template(tuple(parts.items()), cut[GUIDE_SHEET], cut[QUESTION_SHEET], cut[META_SHEET], self.rows)

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
        is_text = question.kind in {QuestionKind.TEXT, QuestionKind.MULTICHOICE, QuestionKind.DATE}
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
            sheet.data_validation(run[0], 4, run[-1], 4, {
                "validate": "list",
                "source": self._list(entries),
                "error_title": words.PICK_TITLE.get(self.lang)[:32],
                "error_message": words.PICK_TEXT.get(self.lang),
            })  # fmt: skip
            run = []

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
        if question.kind is QuestionKind.MATURITY:
            return clean("\n".join(f"{level}: {anchor.get(lang)}" for level, anchor in enumerate(question.anchors)))
        if question.kind is QuestionKind.MULTICHOICE:
            scale = self.questionnaire.scales.get(question.scale_id or "")
            options = [f"・{option.label.get(lang)}" for option in scale.options] if scale else []
            return clean("\n".join([words.SEVERAL.get(lang), *options]))
        free = {
            QuestionKind.NUMBER: words.ANY_NUMBER,
            QuestionKind.DATE: words.ANY_DATE,
            QuestionKind.TEXT: words.ANY_TEXT,
        }
        return free[question.kind].get(lang) if question.kind in free else ""
