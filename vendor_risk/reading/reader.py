"""From plain rows to an understanding: tables, roles, twins, answers, metadata, family."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from vendor_risk.reading import metadata, scheme
from vendor_risk.reading.evidence import BETWEEN
from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.layout import twins
from vendor_risk.reading.layout.columns import SheetColumn
from vendor_risk.reading.layout.grid import SheetGrid, letter
from vendor_risk.reading.layout.shapes import Shapes
from vendor_risk.reading.layout.tables import find_tables
from vendor_risk.reading.source import SourceWorkbook
from vendor_risk.reading.switched import SwitchedOff
from vendor_risk.reading.understanding import (
    Corrections,
    QuestionFound,
    SheetFound,
    Skipped,
    TableFound,
    Understanding,
    address,
)
from vendor_risk.reading.words import families
from vendor_risk.reading.words.answers import Interpreter, Understood
from vendor_risk.reading.words.lexicon import Lexicon, normal
from vendor_risk.reading.words.scales import LEVELS, Scale, scale_of
from vendor_risk.reading.words.undecided import refers_back

_DATE_ID = re.compile(r"\d{4}-\d{2}-\d{2}(?: 00:00:00)?")
_MOSTLY = 0.8
"""The part of a column's texts that must be answer words, to take it for one of answers."""
_MOST_CELLS = 5
"""Cells that a warning names."""


def understand(workbook: SourceWorkbook, lexicon: Lexicon, corrections: Corrections | None = None) -> Understanding:
    """What the workbook says. `corrections` (a person's, or a saved profile's) are taken before any evidence."""
    return _Reader(workbook, lexicon, corrections or Corrections()).run()


class _Reader:
    def __init__(self, workbook: SourceWorkbook, lexicon: Lexicon, corrections: Corrections) -> None:
        self.workbook, self.lexicon, self.corrections = workbook, lexicon, corrections
        shapes = Shapes.shared(lexicon)
        self.grids = [SheetGrid(sheet, shapes) for sheet in workbook.sheets]
        self.interpreter = Interpreter(lexicon, shapes, corrections.answers)
        self.tables: dict[int, list[QuestionTable]] = {}
        self.kept: list[QuestionTable] = []
        self.scales: dict[int, Scale] = {}
        self.answers: Counter[str] = Counter()
        self.doubts: dict[tuple[str, str], list[str]] = {}
        self.warnings: list[tuple[str, dict[str, str]]] = [
            (note, dict(workbook.details.get(note, {}))) for note in workbook.notes
        ]

    def run(self) -> Understanding:
        for place, grid in enumerate(self.grids):
            if self.corrections.sheets.get(grid.name) is not False:
                self.tables[place] = self._find(grid)
        everything = [table for tables in self.tables.values() for table in tables]
        forced = [table for table in everything if self.corrections.sheets.get(table.grid.name)]
        found = twins.find_twins([table for table in everything if table not in forced], self.lexicon)
        repeated = {id(twin.table): twin for twin in found}
        kept = [table for table in everything if id(table) not in repeated]
        answerable = [table for table in kept if table.answerable and self._is_questionnaire(table)]
        self.kept = answerable or [table for table in kept if self._is_list_of_questions(table)]
        self.kept += [table for table in forced if table not in self.kept]
        questions, skipped = self._questions()
        self.answers = Counter(question.sheet for question in questions if question.answered)
        sheets = [self._sheet(place, grid, repeated, skipped) for place, grid in enumerate(self.grids)]
        items = [item for table in self.kept for item in table.items]
        self._warn(questions)
        recognised = families.recognise(self.grids, items, self.lexicon, self.workbook.name, self._headings())
        skipped.sort(key=lambda row: row.row)
        order = {grid.name: place for place, grid in enumerate(self.grids)}
        skipped.sort(key=lambda row: order.get(row.sheet, 0))
        return Understanding(
            file=self.workbook.name,
            recognised=recognised,
            metadata=self._metadata(items),
            sheets=sheets,
            questions=questions,
            skipped=skipped,
            warnings=self.warnings,
            score=scheme.score(everything, self.grids, questions, self.lexicon, recognised),
            layout=self._layout(),
        )

    def _find(self, grid: SheetGrid) -> list[QuestionTable]:
        row = self.corrections.headers.get(grid.name)
        return find_tables(grid, self.lexicon, self._columns(grid.name), None if row is None else row - 1)

    def _columns(self, sheet: str) -> dict[str, int | None]:
        given = self.corrections.columns.get(sheet, {})
        return {role: None if name is None else _number(name) for role, name in given.items()}

    def _is_questionnaire(self, table: QuestionTable) -> bool:
        """Answers, drop-downs, or at least a place for answers under a heading that says so."""
        if any(item.answer or item.options for item in table.items):
            return True
        named = next((c for c in table.columns if c.index == table.roles.columns.get("answer")), None)
        return named is not None and named.says("answer") > 0

    def _is_list_of_questions(self, table: QuestionTable) -> bool:
        roles = table.roles
        if {"version", "date"} & roles.columns.keys() and "question" not in roles.columns:
            return False
        if "version" in roles.columns or not roles.columns.keys() & {"question"}:
            return False
        asking = sum(1 for c in table.columns if c.index == roles.columns["question"] and c.questions * 2 >= c.filled)
        return len(table.items) >= 5 and ("id" in roles.columns or bool(asking))

    def _questions(self) -> tuple[list[QuestionFound], list[Skipped]]:
        questions: list[QuestionFound] = []
        skipped: list[Skipped] = []
        seen: dict[tuple[str, str], tuple[str, SheetQuestion]] = {}
        off = SwitchedOff(self.kept, self.lexicon)
        copied = any(item.calculated for table in self.kept for item in table.items)
        for table in self.kept:
            sheet = table.grid.name
            skipped.extend(Skipped(sheet, row + 1, reason) for row, reason in table.skipped)
            for item in table.items:
                if copied:
                    key = (normal(item.id), normal(item.question)[:120])
                    if item.own_id and item.calculated and key in seen:
                        skipped.append(Skipped(sheet, item.row + 1, "twin_row", _place(*seen[key])))
                        continue
                    seen.setdefault(key, (sheet, item))
                questions.append(self._question(table, item, off))
        return questions, skipped

    def _question(self, table: QuestionTable, item: SheetQuestion, off: SwitchedOff) -> QuestionFound:
        understood = self._understand(table, item)
        self._doubt(table, item, understood)
        is_off = off.is_off(item, understood.value == "blank")
        if item.error:
            self.warnings.append(
                (
                    "cell_error",
                    {"sheet": table.grid.name, "cell": address(item.answer_row, item.column), "error": item.error},
                )
            )
        return QuestionFound(
            sheet=table.grid.name,
            row=item.row + 1,
            cell=address(item.answer_row, item.column),
            id=item.id,
            section=item.section,
            question=item.question,
            answer=item.answer,
            comment=item.comment,
            value="na" if is_off else understood.value,
            level=understood.level,
            options=item.options,
            switched_off=is_off,
            calculated=item.calculated,
        )

    def _doubt(self, table: QuestionTable, item: SheetQuestion, understood: Understood) -> None:
        """Note an answer's cell that was not read as it stands."""
        code = "struck" if item.struck else ""
        if understood.value == "blank" and self.interpreter.contradicts(item.answer, item.marked):
            code = "both_marked"
        elif understood.value == "blank" and item.answer and self.interpreter.undecided(item.answer):
            code = "undecided"
        elif understood.value == "blank" and refers_back(item.answer):
            code = "refers_back"
        if code:
            self.doubts.setdefault((code, table.grid.name), []).append(address(item.answer_row, item.column))

    def _understand(self, table: QuestionTable, item: SheetQuestion) -> Understood:
        if item.marked:
            return self.interpreter.marked(item.marked)
        scale = self.scales.get(id(table))
        if scale is None:
            scale = self.scales[id(table)] = scale_of(table, self.lexicon)
        if item.scores:
            scale = scale if scale.top else LEVELS
            each = [self.interpreter.of(part, item.options, scale) for part in item.scores]
            levels = [found.level for found in each if found.level is not None]
            return Understood("level", sum(levels) / len(levels)) if levels else each[0]
        return self.interpreter.of(item.answer, item.options, scale)

    def _sheet(
        self, place: int, grid: SheetGrid, repeated: dict[int, twins.Twin], skipped: list[Skipped]
    ) -> SheetFound:
        tables = self.tables.get(place, [])
        kept = [table for table in tables if table in self.kept]
        rows = sum(map(bool, grid.filled))
        covered = {row.row for row in skipped if row.sheet == grid.name} if kept else set()
        covered |= {item.row + 1 for table in kept for item in table.items}
        role, why = self._role(grid, tables, kept, repeated)
        reason = "no_question" if kept else "other_sheet"
        code, detail = why
        if role == "twin":
            reason = code
        skipped.extend(
            Skipped(grid.name, row + 1, reason, detail if role == "twin" else "")
            for row, filled in enumerate(grid.filled)
            if filled and row + 1 not in covered
        )
        shown = kept or tables
        return SheetFound(grid.name, grid.hidden, rows, role, why, [_table(table) for table in shown])

    def _role(
        self, grid: SheetGrid, tables: list[QuestionTable], kept: list[QuestionTable], repeated: dict[int, twins.Twin]
    ) -> tuple[str, tuple[str, str]]:
        if self.corrections.sheets.get(grid.name) is False:
            return "other", ("left_out", "")
        if kept:
            entered = str(self.answers[grid.name])
            answerable = any(table.answerable for table in kept)
            return "questionnaire", ("filled_in", entered) if answerable else ("list_of_questions", "")
        twin = next((repeated[id(table)] for table in tables if id(table) in repeated), None)
        if twin is not None:
            return "twin", (twin.reason, twin.original.grid.name)
        if not any(grid.filled):
            return "empty", ("nothing", "")
        if any(self._is_list_of_questions(table) for table in tables):
            return "reference", ("reference_only", "")
        return "other", ("no_table", "")

    def _metadata(self, items: list[SheetQuestion]) -> dict[str, str]:
        found: dict[str, str] = metadata.from_items(items, self.lexicon)
        main = {id(table.grid) for table in self.kept}
        for grid in sorted(self.grids, key=lambda grid: id(grid) not in main):
            if grid.hidden:
                continue
            place = self.grids.index(grid)
            for key, (value, _, _) in metadata.from_sheet(grid, self.tables.get(place, []), self.lexicon).items():
                found.setdefault(key, value)
        return found

    def _warn(self, questions: list[QuestionFound]) -> None:
        if not questions:
            self.warnings.append(("no_questions", {}))
        elif not any(question.answered for question in questions):
            self.warnings.append(("no_answers", {}))
        for table in self.kept:
            answers = Counter(item.answer for item in table.items if item.answer)
            calculated = sum(
                1
                for question in questions
                if question.calculated and question.answer and question.sheet == table.grid.name
            )
            sheet = table.grid.name
            if calculated:
                self.warnings.append(("formula_answers", {"sheet": sheet, "count": str(calculated)}))
            if len(answers) == 1 and answers.total() >= 10:
                answer, count = answers.most_common(1)[0]
                self.warnings.append(("presets", {"sheet": sheet, "count": str(count), "answer": answer}))
            if others := _answers_beside(table):
                names = BETWEEN.join(f"{letter(column.index + 1)} “{column.title}”" for column in others)
                chosen = letter(table.roles.columns["answer"] + 1)
                self.warnings.append(("answers_beside", {"sheet": sheet, "column": chosen, "others": names}))
            dated = [item.id for item in table.items if item.own_id and _DATE_ID.fullmatch(item.id)]
            if dated:
                self.warnings.append(("dated_ids", {"sheet": sheet, "count": str(len(dated)), "first": dated[0]}))
            if table.grid.hidden and answers:
                self.warnings.append(("hidden_answers", {"sheet": sheet}))
        for (code, sheet), cells in self.doubts.items():
            named = {"sheet": sheet, "cells": BETWEEN.join(cells[:_MOST_CELLS]), "count": str(len(cells))}
            self.warnings.append((code, named))
        ids = Counter((question.sheet, question.id) for question in questions)
        repeated = [key for key, count in ids.items() if count > 1]
        if repeated:
            self.warnings.append(("repeated_ids", {"count": str(len(repeated)), "first": repeated[0][1]}))

    def _headings(self) -> frozenset[str]:
        """What stands above the columns of the questions."""
        headers = [header for table in self.kept for header in table.headers]
        return frozenset(normal(text) for header in headers for text in header.texts.values() if len(text) <= 80)

    def _layout(self) -> str:
        """What makes two workbooks the same form: sheet names and headings of the tables, not what was filled in."""
        told = [
            (table.grid.name, sorted((c, normal(text)) for c, text in table.header.texts.items() if len(text) <= 80))
            for table in self.kept
            if table.header is not None
        ] or [(grid.name, []) for grid in self.grids]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _answers_beside(table: QuestionTable) -> list[SheetColumn]:
    """Columns that are as full of answer words as the one that was read, and were taken for nothing else."""
    roles = table.roles
    chosen = next((column for column in table.columns if column.index == roles.columns.get("answer")), None)
    if chosen is None or not chosen.filled or roles.scores or roles.answers is not None:
        return []
    taken = set(roles.columns.values()) | set(roles.remarks.columns if roles.remarks is not None else ())
    return [
        column
        for column in table.columns
        if column.index not in taken
        and column.filled * 5 >= chosen.filled * 4
        and column.share(column.answers) >= _MOSTLY
        and chosen.share(chosen.answers) >= _MOSTLY
    ]


def _table(table: QuestionTable) -> TableFound:
    roles = table.roles
    columns = {role: letter(column + 1) for role, column in roles.columns.items()}
    if roles.answers is not None:
        columns["answer"] = "+".join(letter(column + 1) for column in roles.answers.columns)
    if roles.scores:
        columns["answer"] = "+".join(letter(column + 1) for column in roles.scores)
    if roles.remarks is not None:
        columns["comment"] = "+".join(letter(column + 1) for column in roles.remarks.columns)
    order = ("id", "section", "question", "answer", "comment")
    ordered = {role: columns.pop(role) for role in order if role in columns} | columns
    header = table.header
    rows = [item.row for item in table.items] or [table.first]
    return TableFound(
        header_row=header.first + 1 if header is not None else None,
        first_row=min(rows) + 1,
        last_row=max(rows) + 1,
        columns=ordered,
        evidence=roles.evidence,
        titles={column.title: letter(column.index + 1) for column in table.columns if column.title},
    )


def _place(sheet: str, item: SheetQuestion) -> str:
    return f"{sheet}!{address(item.answer_row, item.column)}"


def _number(name: str) -> int:
    number = 0
    for character in name.upper():
        number = number * 26 + ord(character) - 64
    return number - 1
