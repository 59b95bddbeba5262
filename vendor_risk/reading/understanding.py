"""What was understood of a workbook, with the reasons: the value every preview, import and `inspect` is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from vendor_risk.reading.evidence import sentence, warning
from vendor_risk.reading.layout.columns import Evidence
from vendor_risk.reading.layout.grid import letter
from vendor_risk.reading.words.families import Recognised
from vendor_risk.reading.words.lexicon import AnswerWord


@dataclass(frozen=True)
class TableFound:
    """One table of a sheet; rows from 1, columns by letter ("B", or "C+D" where several are read together)."""

    header_row: int | None
    first_row: int
    last_row: int
    columns: dict[str, str]
    evidence: dict[str, list[Evidence]]
    titles: dict[str, str]  # what stands above the chosen columns


@dataclass(frozen=True)
class SheetFound:
    """One sheet: its role (questionnaire, twin, reference, lists, cover, other, empty) and why."""

    name: str
    hidden: bool
    rows: int
    role: str
    why: tuple[str, str]  # a code of evidence.py and the detail it names
    tables: list[TableFound] = field(default_factory=list)


@dataclass(slots=True)  # not frozen: thousands are made, and that takes thrice as long
class QuestionFound:
    """One question with its answer. `row` from 1; `cell` is the answer's (or the question's) address."""

    sheet: str
    row: int
    cell: str
    id: str
    section: str
    question: str
    answer: str
    comment: str
    value: str
    level: float | None
    options: tuple[str, ...] = ()
    switched_off: bool = False
    calculated: bool = False

    @property
    def answered(self) -> bool:
        """Whether the cell holds an answer: a placeholder or a choice nobody made is none."""
        return bool(self.answer) and self.value != "blank"


class Skipped(NamedTuple):
    """A row that is no question, with the code of the reason."""

    sheet: str
    row: int
    reason: str
    detail: str = ""


@dataclass(frozen=True)
class SchemeQuestion:
    """How its authors score one question: weight, the answer that counts as compliant ("" when none does), and the
    answer an assessor put in place of the given one ("" when nobody did)."""

    id: str
    section: str
    weight: float
    preferred: str
    assessed: str = ""


@dataclass(frozen=True)
class SectionPoints:
    """Points of one section."""

    name: str
    earned: float
    possible: float


@dataclass(frozen=True)
class SchemeScore:
    """The score by the questionnaire's own scheme, and what it was made of."""

    scheme: str
    earned: float
    possible: float
    sections: list[SectionPoints]
    questions: list[SchemeQuestion]
    sheet: str

    @property
    def ratio(self) -> float | None:
        """Earned as a share of possible; None when nothing is scored."""
        return self.earned / self.possible if self.possible else None


@dataclass
class Corrections:
    """What a person put right: a column's role per sheet, the meaning of an answer word, which sheets are read.

    `columns[sheet][role]` is a column letter or None ("there is no such column"); `sheets[sheet]` says whether the
    sheet is read at all; `headers[sheet]` is the row of its headings, from 1.
    """

    columns: dict[str, dict[str, str | None]] = field(default_factory=dict)
    answers: dict[str, AnswerWord] = field(default_factory=dict)
    sheets: dict[str, bool] = field(default_factory=dict)
    headers: dict[str, int] = field(default_factory=dict)


@dataclass
class Understanding:
    """Everything understood of one file."""

    file: str
    recognised: Recognised | None
    metadata: dict[str, str]
    sheets: list[SheetFound]
    questions: list[QuestionFound]
    skipped: list[Skipped]
    warnings: list[tuple[str, dict[str, str]]]
    score: SchemeScore | None = None
    layout: str = ""  # fingerprint of the layout, by which an import profile is found again

    def to_json(self) -> dict[str, object]:
        """The document `vendor-risk inspect --json` prints; a contract with other programs."""
        recognised = self.recognised
        return {
            "file": self.file,
            "recognised": recognised
            and {"family": recognised.name, "version": recognised.version, "confidence": recognised.confidence},
            "metadata": self.metadata,
            "sheets": [_sheet(sheet) for sheet in self.sheets],
            "questions": [_question(question) for question in self.questions],
            "skipped": [
                {"sheet": row.sheet, "row": row.row, "reason": sentence(row.reason, row.detail)} for row in self.skipped
            ],
            "warnings": [warning(code, params) for code, params in self.warnings],
            "score": self.score and _score(self.score),
        }


def _sheet(sheet: SheetFound) -> dict[str, object]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": sheet.rows,
        "role": sheet.role,
        "why": sentence(*sheet.why),
        "tables": [
            {
                "header_row": table.header_row,
                "first_row": table.first_row,
                "last_row": table.last_row,
                "columns": table.columns,
            }
            for table in sheet.tables
        ],
    }


def _question(question: QuestionFound) -> dict[str, object]:
    found: dict[str, object] = {
        "sheet": question.sheet,
        "row": question.row,
        "cell": question.cell,
        "id": question.id,
        "section": question.section,
        "question": question.question,
        "answer": question.answer,
        "comment": question.comment,
        "value": question.value,
        "level": question.level,
    }
    if question.switched_off:
        found["switched_off"] = True
    return found


def _score(score: SchemeScore) -> dict[str, object]:
    return {
        "scheme": score.scheme,
        "earned": score.earned,
        "possible": score.possible,
        "ratio": score.ratio,
        "sections": [
            {"name": section.name, "earned": section.earned, "possible": section.possible} for section in score.sections
        ],
    }


def address(row: int, column: int) -> str:
    """The spreadsheet's address of a cell, both counted from 0 here: (2, 2) is "C3"."""
    return f"{letter(column + 1)}{row + 1}"
