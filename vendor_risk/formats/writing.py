"""Writing our questionnaires for other programs, by the name of a format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from vendor_risk.domain.questionnaires import LANGUAGES, Lang, Question, Questionnaire, Section, Text, Tier
from vendor_risk.formats import ciso_writing, native, oscal_writing
from vendor_risk.formats.kinds import offered
from vendor_risk.workbook.text import csv_safe


@dataclass(frozen=True, slots=True)
class QuestionnaireFormat:
    """A format: the ending of its files, their media type, and what writes it (questionnaire, language, when made)."""

    ending: str
    media_type: str
    make: Callable[[Questionnaire, Lang, datetime], bytes]


def write(name: str, questionnaire: Questionnaire, lang: Lang, at: datetime) -> bytes:
    """The questionnaire in the format of that name; `at` is when its version was made. KeyError for an unknown one."""
    return FORMATS[name].make(questionnaire, lang, at)


_COLUMNS = (
    *(f"section {lang}" for lang in LANGUAGES), "id", *(f"question {lang}" for lang in LANGUAGES),
    *(f"guidance {lang}" for lang in LANGUAGES), *(f"answers {lang}" for lang in LANGUAGES),
    "kind", "weight", *(f"target {tier}" for tier in Tier), "references",
)  # fmt: skip


def _csv(questionnaire: Questionnaire, _lang: Lang, _at: datetime) -> bytes:
    """One row for each question, both languages side by side; UTF-8 with the mark by which Excel knows it."""
    buffer = io.StringIO()
    out = csv.writer(buffer)
    out.writerow(_COLUMNS)
    for section in questionnaire.sections:
        for question in section.questions:
            out.writerow([csv_safe(value) for value in _row(questionnaire, section, question)])
    return buffer.getvalue().encode("utf-8-sig")


def _row(questionnaire: Questionnaire, section: Section, question: Question) -> list[str]:
    def both(text: Text | None) -> list[str]:
        return [text.get(lang) if text else "" for lang in LANGUAGES]

    answers = [" | ".join(offered(questionnaire, question, lang)) for lang in LANGUAGES]
    targets = [f"{question.targets[tier]:g}" if tier in question.targets else "" for tier in Tier]
    return [
        *both(section.title), question.id, *both(question.text), *both(question.help), *answers,
        question.kind.value, f"{question.weight:g}", *targets, "; ".join(question.references),
    ]  # fmt: skip


FORMATS: Mapping[str, QuestionnaireFormat] = {
    "oscal": QuestionnaireFormat("oscal.json", "application/json", oscal_writing.write),
    "ciso-assistant": QuestionnaireFormat("yaml", "application/yaml", lambda q, lang, _at: ciso_writing.write(q, lang)),
    "csv": QuestionnaireFormat("csv", "text/csv; charset=utf-8", _csv),
    "json": QuestionnaireFormat("json", "application/json", lambda q, _lang, _at: native.write(q)),
}
"""What our questionnaires are written as, by the name that the command line and the addresses use."""
