"""The rows of a table: which are questions, under which section, and why the others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.layout.headers import Header
from vendor_risk.reading.layout.shapes import ID, LONG, NUMBER, QUESTION, leading_id, signature
from vendor_risk.reading.words.lexicon import WEAK, Lexicon

_LONGEST_TITLE = 150


class RowReader:
    """Reads the rows of one table, from top to bottom."""

    def __init__(self, table: QuestionTable, lexicon: Lexicon) -> None:
        self.table, self.grid, self.lexicon = table, table.grid, lexicon
        roles = table.roles.columns
        self.id, self.question, self.answer = roles.get("id"), roles.get("question"), roles.get("answer")
        self.comment, self.section_column = roles.get("comment"), roles.get("section")
        self.detail = self._part()
        self.place = next((c for c in (self.answer, self.question, self.id) if c is not None), 0)
        self.section = self.column_section = ""
        self.number = 0
        self.headers = {row: header for header in table.headers for row in range(header.first, header.last + 1)}
        rows = range(table.first, table.last + 1)
        self.signatures = Counter(
            signature(text) for row in rows if self.id is not None and (text := self.grid.texts[row][self.id])
            if self.grid.flags[row][self.id] & (ID | NUMBER)
        )  # fmt: skip
        self.total = sum(self.signatures.values())
        self.usual = max(self.signatures.values(), default=0)
        self.following = self._following(rows) if self.id is not None else {}
        self.marked = table.roles.answers.columns if table.roles.answers is not None else ()
        self.lettered = sum(count for form, count in self.signatures.items() if form.startswith("A"))
        self.names_ids = self.id is not None and table.columns[self.id].names_ids
        self.listed = self.answer is not None and any(
            self.grid.options_at(row, self.answer) is not None for row in rows
        )
        self.single = sum(1 for row in rows if self.grid.filled[row] == 1) * 10 > len(rows) * 6

    def _part(self) -> int | None:
        """The column of sub-questions, where one question stands over several of them."""
        if self.question is None:
            return None
        whole = self.table.columns[self.question].filled
        for index in self.table.roles.others.get("question", ()):
            column = self.table.columns[index]
            if column.weight > WEAK and column.filled >= 1.5 * whole and column.questions * 2 > column.filled:
                return index
        return None

    def read(self, rows: Iterable[int], lead: range) -> None:
        """Sort every filled row into items and skipped rows."""
        for row in rows:
            if not self.grid.filled[row]:
                continue
            if row in self.headers:
                self._enter(self.headers[row], row)
            elif self._is_question(row, row in lead):
                self.table.items.append(self._item(row))
            elif self._is_remark(row):
                above = self.table.items[-1]
                above.comment = "\n".join(filter(None, (above.comment, self.grid.counted(row, self.comment or 0))))
                self.table.skipped.append((row, "remark"))
            elif row not in lead or self._title(row):
                self._other(row)
        self._ids_in_texts()

    def _is_remark(self, row: int) -> bool:
        """Whether a row has nothing but a remark of its own, beside a question that is merged over it."""
        if self.comment is None or not self.table.items or not self.grid.counted(row, self.comment):
            return False
        if (row, self.question) not in self.grid.down:
            return False
        return self.grid.filled[row] == 1

    def _enter(self, header: Header, row: int) -> None:
        """A header row: the words in it that name no column are the section's title."""
        self.table.skipped.append((row, "heading"))
        if row != header.first:
            return
        named = [
            column
            for column in (self.question, self.id)
            if column is not None
            and header is self.table.headers[0]
            and self.table.columns[column].role in ("id", "question")
        ]
        for column in (self.question, self.id) if not named else ():
            text = self.grid.texts[row][column] if column is not None else ""
            meaning = self.lexicon.meaning(text) if text else None
            known = meaning is not None and (
                len(self.table.headers) == 1 or meaning.role in ("id", "question", "level")
            )
            if text and not known:
                self.section = text
                return
        unnamed = [text for column, text in sorted(header.texts.items()) if not self.table.columns[column].role]
        if header is self.table.headers[0]:
            self.section = ""  # a title above the first heading is the sheet's, not a section's
        if unnamed and self.id is None and len(unnamed[0]) <= _LONGEST_TITLE and not header.parents:
            self.section = unnamed[0]

    def _is_question(self, row: int, lead: bool) -> bool:  # noqa: PLR0911 - a ladder of cases, the clearest first
        texts, flags = self.grid.texts[row], self.grid.flags[row]
        question = texts[self.question] if self.question is not None else ""
        answered = self._has_answer(row)
        if self.id is not None and texts[self.id]:
            shaped = bool(flags[self.id] & (ID | NUMBER)) and self._known_form(texts[self.id])
            shaped = shaped or (self.names_ids and " " not in texts[self.id])
            if shaped and (question or self.question is None):
                return not self._is_heading(row) and (not lead or signature(texts[self.id]) in self.signatures)
            return shaped and answered and not lead
        if lead:
            return False
        if not question and answered and (row, self.question) in self.grid.down and self._typed(row):
            return True  # a question merged over several rows has an answer in each
        if self.id is not None:
            return bool(question) and answered and len(question) > 8
        if not question:
            return False
        if answered:
            return len(question) > 3
        if self.listed:
            return False
        asks = bool(flags[self.question] & QUESTION) if self.question is not None else False
        if self.grid.filled[row] == 1 and not self.single:
            return asks and len(question) > 12
        return len(question) > 12 and (asks or bool(self.table.headers))

    def _following(self, rows: range) -> dict[int, str]:
        """The id that comes next after each row, within the five rows below it."""
        found: dict[int, str] = {}
        place, text = len(self.grid.texts), ""
        for row in reversed(rows):
            if text and place - row <= 5:
                found[row] = text
            if self.id is not None and self.grid.texts[row][self.id]:
                place, text = row, self.grid.texts[row][self.id]
        return found

    def _known_form(self, text: str) -> bool:
        """Whether an id has a form that is at home in this column (a stray "1.0" under "AC-1 (a)" is not)."""
        form = signature(text)
        if self.signatures[form] * 50 >= self.total or self.total < 40 or self.usual * 3 < self.total:
            return True
        return form.startswith("A") == (self.lettered * 2 > self.total)

    def _has_answer(self, row: int) -> bool:
        texts = self.grid.texts[row]
        if any(map(texts.__getitem__, self.marked)):
            return True
        if self.answer is None:
            return False
        return bool(texts[self.answer]) or self.grid.options_at(row, self.answer) is not None

    def _typed(self, row: int) -> bool:
        """Whether an answer is in the row itself."""
        return self.answer is not None and bool(self.grid.texts[row][self.answer])

    def _is_heading(self, row: int) -> bool:
        """A row with an id and a title only, while its neighbours are answered: "V1 Architecture", "1.1 Policies"."""
        if self.id is None or self.question is None or self._has_answer(row):
            return False
        mine, texts = self.grid.texts[row][self.id], self.grid.texts[row]
        beside = self.grid.filled[row] - 2
        if self.section_column is not None and texts[self.section_column]:
            beside -= 1
        following = self.following.get(row, "")
        stem = mine.rstrip(".")
        if following.startswith((stem + ".", stem + "-")) and beside <= 1:
            return True
        rare = self.signatures[signature(mine)] * 6 < self.total
        return rare and beside <= 0 and not self.grid.flags[row][self.question] & (QUESTION | LONG)

    def _item(self, row: int) -> SheetQuestion:
        grid, roles = self.grid, self.table.roles
        self.number += 1
        if self.section_column is not None:
            text = grid.texts[row][self.section_column] or grid.down.get((row, self.section_column), "")
            self.column_section = text or self.column_section
        section = self.column_section or self.section
        texts, down = grid.texts[row], grid.down
        own = question = ""
        if self.id is not None:
            own = texts[self.id] or down.get((row, self.id), "")
        if self.question is not None:
            question = texts[self.question] or down.get((row, self.question), "")
        if self.detail is not None and (detail := grid.texts[row][self.detail]):
            question = f"{question} – {detail}" if question else detail
        item = SheetQuestion(
            row=row,
            column=self.place,
            id=own or f"{section}#{self.number}",
            section=section,
            question=question,
            comment=grid.counted(row, self.comment) if self.comment is not None else "",
            own_id=bool(own),
        )
        if roles.answers is not None:
            self._marks(item)
        elif self.answer is not None:
            self._single(item)
        if roles.remarks is not None:
            titles = self._marked_titles(row, roles.remarks.columns, roles.remarks.titles)
            item.comment = " + ".join(title for _, title in titles)
        return item

    def _single(self, item: SheetQuestion) -> None:
        grid, roles = self.grid, self.table.roles
        place = (item.row + 1, item.column + 1)
        item.answer = grid.counted(item.row, item.column)
        item.struck = item.answer != grid.texts[item.row][item.column]
        item.options = grid.options_at(item.row, item.column) or ()
        item.calculated = grid.is_calculated(item.row, item.column)
        if place in grid.sheet.errors:
            item.error, item.answer = grid.sheet.errors[place], ""
        if roles.scores:
            values = [grid.texts[item.row][column] for column in roles.scores]
            item.scores = tuple(value for value in values if value)
            item.answer = "/".join(values) if any(values) else ""
            item.column = roles.scores[0]

    def _marks(self, item: SheetQuestion) -> None:
        group = self.table.roles.answers
        if group is None:
            return
        marked = self._marked_titles(item.row, group.columns, group.titles)
        item.column = marked[0][0] if marked else group.columns[0]
        item.marked = tuple(title for _, title in marked)
        item.answer = " + ".join(item.marked)
        item.options = tuple(group.titles)
        item.calculated = bool(marked) and self.grid.is_calculated(item.row, item.column)

    def _marked_titles(self, row: int, columns: list[int], titles: list[str]) -> list[tuple[int, str]]:
        texts = self.grid.texts[row]
        filled = [
            (column, title)
            for column, title in zip(columns, titles, strict=True)
            if texts[column] and self.grid.counted(row, column)
        ]
        return [(column, title) for column, title in filled if self._marks_it(texts[column], title)]

    def _marks_it(self, text: str, title: str) -> bool:
        """Whether a text in one of several columns says "this one": a mark or any words but a no of its own."""
        if self.lexicon.is_mark(text):
            return True
        word = self.lexicon.answer(text)
        return word is None or word.value not in ("no", "na", "blank") or word == self.lexicon.answer(title)

    def _title(self, row: int) -> bool:
        """Whether the row is one short text: a section's title."""
        texts = [text for text in self.grid.texts[row] if text]
        return len(set(texts)) == 1 and len(texts[0]) <= _LONGEST_TITLE

    def _other(self, row: int) -> None:
        """A row that is no question: a title, guidance between questions, or something else; each with its reason."""
        texts = self.grid.texts[row]
        reason = "no_answer_place" if self.question is not None and texts[self.question] else "no_question"
        if self._title(row):
            text = next(text for text in texts if text)
            if not self.grid.flags[row][texts.index(text)] & (QUESTION | NUMBER):
                self.section = " ".join(text.split())
                reason = "section"
        elif (
            self.id is not None
            and self.question is not None
            and texts[self.id]
            and texts[self.question]
            and self._is_heading(row)
        ):
            self.section = " ".join(texts[self.question].split())
            reason = "section"
        elif (
            self.question is not None
            and texts[self.question]
            and not self.grid.flags[row][self.question] & (QUESTION | LONG)
        ):
            others = [c for c, text in enumerate(texts) if text and c != self.question]
            if not others:
                self.section, reason = " ".join(texts[self.question].split()), "section"
        self.table.skipped.append((row, reason))

    def _ids_in_texts(self) -> None:
        """Ids that stand at the beginning of the question texts, where there is no column for them."""
        if self.id is not None:
            return
        found = [leading_id(item.question) for item in self.table.items]
        if sum(map(bool, found)) * 10 >= len(found) * 6:
            for item, text in zip(self.table.items, found, strict=True):
                if text:
                    item.id, item.own_id = text, True
