"""An answer as the text of one cell of our own workbook, and back.

`to_cell` and `from_cell` are inverse for every kind of question (a property test holds them to it). Reading is kinder
than writing: it takes either language, the bare level, full-width digits and the option's own id.
"""

from __future__ import annotations

from vendor_risk.domain.questionnaires import AnswerScale, AnswerState, AnswerValue, Question, Text
from vendor_risk.formats.own import words
from vendor_risk.formats.own.kinds import OWN_KINDS
from vendor_risk.formats.own.labels import CellAnswer, NotALabelError, fold, forms, label
from vendor_risk.reading.words.undecided import refers_back

_STATE_LABELS = {AnswerState.NOT_APPLICABLE: words.NOT_APPLICABLE, AnswerState.UNKNOWN: words.UNKNOWN}


def choices(question: Question, scale: AnswerScale | None, lang: str) -> tuple[str, ...]:
    """The entries of a question's drop-down list; empty for questions answered freely."""
    own = OWN_KINDS[question.kind].entries(scale, lang)
    if not own:
        return ()
    states = (words.NOT_APPLICABLE, words.UNKNOWN) if question.na_allowed else (words.UNKNOWN,)
    return (*own, *(label(state, lang) for state in states))


def to_cell(
    question: Question, scale: AnswerScale | None, state: AnswerState, value: AnswerValue, lang: str
) -> str | float:
    """What is in the answer cell: text, or a number for numeric questions. "" for a blank answer."""
    if state is not AnswerState.ANSWERED:
        return "" if state is AnswerState.BLANK else label(_STATE_LABELS[state], lang)
    return OWN_KINDS[question.kind].write(scale, value, lang)


def from_cell(question: Question, scale: AnswerScale | None, text: str) -> CellAnswer:
    """What a cell's text says. NotAnAnswerError when the question cannot be answered so."""
    if not text.strip():
        return CellAnswer(AnswerState.BLANK)
    if (state := _state(question, text)) is not None:
        return CellAnswer(state)
    try:
        return OWN_KINDS[question.kind].read(scale, text)
    except NotALabelError as error:
        if refers_back(text):
            raise NotALabelError("refers_back") from None
        if error.code == "not_in_list" and not error.allowed:
            raise NotALabelError(error.code, choices(question, scale, "en")) from None
        raise


_NA_FORMS = (
    forms(words.NOT_APPLICABLE) | forms(Text("Not applicable", "対象外")) | {"n/a", "na", "n.a.", "n.a", "非該当"}
)
_UNKNOWN_FORMS = forms(words.UNKNOWN) | {"unknown", "不明", fold("We do not know")}


def _state(question: Question, text: str) -> AnswerState | None:
    folded = fold(text)
    if OWN_KINDS[question.kind].prose:  # a sentence may well be "unknown"; only our own list entries count
        own = {fold(label(words.NOT_APPLICABLE, lang)) for lang in ("en", "ja")}
        unknown = {fold(label(words.UNKNOWN, lang)) for lang in ("en", "ja")}
    else:
        own, unknown = _NA_FORMS, _UNKNOWN_FORMS
    if folded in own:
        if not question.na_allowed:
            raise NotALabelError("na_not_allowed")
        return AnswerState.NOT_APPLICABLE
    return AnswerState.UNKNOWN if folded in unknown else None
