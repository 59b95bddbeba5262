"""The kinds of question in exchange formats: what an answer can be, in words, and what others call the kind."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import LEVEL_NAMES, Lang, Question, QuestionKind, Questionnaire
from vendor_risk.domain.scoring.kinds import ScalePart, kind_of

CISO_TYPES = {
    QuestionKind.MULTICHOICE: "multiple_choice",
    QuestionKind.DATE: "date",
}
"""The types of CISO Assistant for which it has more than "one of these" and "a text"."""


def offered(questionnaire: Questionnaire, question: Question, lang: Lang) -> tuple[str, ...]:
    """The answers a question offers, as words; none where it is answered freely."""
    if kind_of(question).is_level:
        named = zip(LEVEL_NAMES, question.anchors, strict=False)
        return tuple(f"{level} – {name.get(lang)}: {text.get(lang)}" for level, (name, text) in enumerate(named))
    scale = questionnaire.scales.get(question.scale_id or "")
    if scale is None or kind_of(question).scale is not ScalePart.OPTIONS:
        return ()
    return tuple(option.label.get(lang) for option in scale.options)


def ciso_type(question: Question) -> str:
    """The type of a question in a library of CISO Assistant."""
    kind = kind_of(question)
    usual = "unique_choice" if kind.is_level or kind.scale is ScalePart.OPTIONS else "text"
    return CISO_TYPES.get(question.kind, usual)
