"""The kinds of question in exchange formats: what an answer can be, in words, and what others call the kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import LEVEL_NAMES, AnswerScale, Lang, Question, QuestionKind, Questionnaire

Offered = Callable[[Question, AnswerScale | None, Lang], tuple[str, ...]]


def _levels(question: Question, _scale: AnswerScale | None, lang: Lang) -> tuple[str, ...]:
    return tuple(
        f"{level} – {name.get(lang)}: {anchor.get(lang)}"
        for level, (name, anchor) in enumerate(zip(LEVEL_NAMES, question.anchors, strict=False))
    )


def _options(_question: Question, scale: AnswerScale | None, lang: Lang) -> tuple[str, ...]:
    return tuple(option.label.get(lang) for option in scale.options) if scale is not None else ()


def _freely(_question: Question, _scale: AnswerScale | None, _lang: Lang) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class FormatKind:
    """`offered` gives the answers to choose from, as words; `ciso` is the type of CISO Assistant."""

    offered: Offered
    ciso: str


FORMATS_OF: dict[QuestionKind, FormatKind] = {
    QuestionKind.MATURITY: FormatKind(_levels, "unique_choice"),
    QuestionKind.CHOICE: FormatKind(_options, "unique_choice"),
    QuestionKind.MULTICHOICE: FormatKind(_options, "multiple_choice"),
    QuestionKind.NUMBER: FormatKind(_freely, "text"),
    QuestionKind.DATE: FormatKind(_freely, "date"),
    QuestionKind.TEXT: FormatKind(_freely, "text"),
    QuestionKind.TABLE: FormatKind(_freely, "text"),
}


def offered(questionnaire: Questionnaire, question: Question, lang: Lang) -> tuple[str, ...]:
    """The answers a question offers, as words; none where it is answered freely."""
    return FORMATS_OF[question.kind].offered(question, questionnaire.scales.get(question.scale_id or ""), lang)
