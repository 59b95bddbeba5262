"""Numbers of public frameworks that stand beside a foreign question: in other columns of its row, or of a row that
repeats its id and its text on another sheet ("Standards Crosswalk"; the id alone may be another edition's). They go
with the questionnaire that is made of the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from vendor_risk import paths
from vendor_risk.content.crosswalks import load_crosswalks
from vendor_risk.domain.crosswalk.controls import Mention, mentioned
from vendor_risk.domain.questionnaires import Questionnaire, Section
from vendor_risk.reading import QuestionFound
from vendor_risk.reading.questionnaire import FilledAnswer
from vendor_risk.workbook import Workbook, WorkbookSheet
from vendor_risk.workbook.model import plain

_COLUMNS = 40
_TITLE = 80
"""Characters of a heading."""
_LONGEST = 400
"""Characters of a cell that can be a list of numbers; longer ones are prose."""
MOST = 30
"""Numbers kept per question."""


def with_references(
    questionnaire: Questionnaire, found: Sequence[QuestionFound], filled: Sequence[FilledAnswer], workbook: Workbook
) -> Questionnaire:
    """The questionnaire with the framework numbers found for each question."""
    by_place: dict[str, dict[int, str]] = {}
    by_words: dict[tuple[str, str], str] = {}
    for row, given in zip(found, filled, strict=True):
        by_place.setdefault(row.sheet, {})[row.row] = given.answer.question_id
        by_words.setdefault((row.id, _plain(row.question)), given.answer.question_id)
    numbers: dict[str, set[str]] = {}
    for sheet in workbook.sheets:
        _read(sheet, by_place.get(sheet.name), by_words, numbers)
    if not numbers:
        return questionnaire
    return replace(questionnaire, sections=tuple(_section(section, numbers) for section in questionnaire.sections))


def _section(section: Section, numbers: Mapping[str, set[str]]) -> Section:
    questions = (replace(q, references=tuple(sorted(numbers.get(q.id, ()))[:MOST])) for q in section.questions)
    return replace(section, questions=tuple(questions))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _read(
    sheet: WorkbookSheet,
    rows: dict[int, str] | None,
    by_words: dict[tuple[str, str], str],
    numbers: dict[str, set[str]],
) -> None:
    ids = {known for known, _text in by_words}
    headings: dict[int, str] = {}
    for number, row in enumerate(sheet.rows, start=1):
        cells = [(column, plain(value)) for column, value in enumerate(row[:_COLUMNS]) if value != ""]
        if rows is not None:
            question = rows.get(number)
        else:
            question = _repeated([text for _column, text in cells[:4]], ids, by_words)
        if question is None:
            headings.update((column, text) for column, text in cells if len(text) <= _TITLE and _is_heading(text))
            continue
        for column, text in cells if headings else ():
            if column in headings and len(text) <= _LONGEST:
                found = mentioned(_mentions(), headings[column], text)
                numbers.setdefault(question, set()).update(found)


def _repeated(texts: list[str], ids: set[str], by_words: dict[tuple[str, str], str]) -> str | None:
    """The question whose id and text both stand at the beginning of a row."""
    for first in texts[:3]:
        if first in ids:
            for second in texts:
                if (first, _plain(second)) in by_words:
                    return by_words[first, _plain(second)]
    return None


def _mentions() -> tuple[Mention, ...]:
    return load_crosswalks(paths.QUESTIONNAIRES).mentions


@lru_cache(maxsize=4_096)
def _is_heading(text: str) -> bool:
    """Whether a column of this name may hold numbers of a framework: asked of every cell that is no answer."""
    return any(mention.is_for(text) for mention in _mentions())
