"""The words of the pages for foreign workbooks: roles of columns, kinds of sheets, meanings, outcomes, metadata."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from vendor_risk.i18n import bracketed
from vendor_risk.imports.foreign.answers import IMPORTED, NO_ANSWER, REFUSED, SKIPPED, SWITCHED_OFF, UNCHANGED
from vendor_risk.reading.evidence import SENTENCES, sentence

_Words = Mapping[str, Callable[[], str]]

_ROLES: _Words = {
    "id": lambda: _("ID"),
    "section": lambda: _("Sections"),
    "question": lambda: _("Question text"),
    "answer": lambda: _("Answers"),
    "comment": lambda: _("Comments"),
    "evidence": lambda: _("Evidence"),
    "guidance": lambda: _("Guidance"),
    "weight": lambda: _("Weight"),
    "preferred": lambda: _("Preferred answer"),
    "score": lambda: _("Score"),
    "review": lambda: _("Review"),
    "planned": lambda: _("Target or planned level"),
    "level": lambda: _("Level"),
    "owner": lambda: _("Owner"),
    "reference": lambda: _("Reference"),
    "date": lambda: _("Date"),
    "version": lambda: _("Version"),
}
_SHEETS: _Words = {
    "questionnaire": lambda: _("To be read"),
    "twin": lambda: _("Duplicate"),
    "reference": lambda: _("For reference"),
    "lists": lambda: _("Answer lists"),
    "cover": lambda: _("Cover sheet"),
    "other": lambda: _("Not read"),
    "empty": lambda: _("Empty"),
}
_MEANINGS: _Words = {
    "yes": lambda: _("Yes"),
    "partial": lambda: _("Partly"),
    "no": lambda: _("No"),
    "na": lambda: _("Not applicable"),
    "unknown": lambda: _("I do not know"),
    "blank": lambda: _("No answer"),
    "level": lambda: _("Level"),
    "text": lambda: _("Free text"),
    "number": lambda: _("Number"),
    "date": lambda: _("Date"),
    "choice": lambda: _("Option without a level"),
}
_OUTCOMES: _Words = {
    IMPORTED: lambda: _("Will be imported"),
    UNCHANGED: lambda: _("Same as previous submission"),
    SKIPPED: lambda: _("Excluded, with reasons"),
    REFUSED: lambda: _("Cannot be imported"),
}
_BECOMES: _Words = {
    IMPORTED: lambda: _("To be imported"),
    UNCHANGED: lambda: _("Same as previous submission"),
    SKIPPED: lambda: _("Excluded"),
    REFUSED: lambda: _("Rejected"),
}
_REASONS: _Words = {
    NO_ANSWER: lambda: _("No answer was given"),
    SWITCHED_OFF: lambda: _("Section marked as not applicable in the file"),
}
_FACTS: _Words = {
    "vendor": lambda: _("Vendor"),
    "product": lambda: _("Product"),
    "description": lambda: _("Description"),
    "date": lambda: _("Date"),
    "respondent": lambda: _("Respondent"),
    "title_of_respondent": lambda: _("Respondent’s job title"),
    "email": lambda: _("Email address"),
    "phone": lambda: _("Phone number"),
    "version": lambda: _("Version"),
}


def role(name: str) -> str:
    """A column's role in words."""
    return _ROLES[name]() if name in _ROLES else name


def sheet_role(name: str) -> str:
    """What a sheet was taken for."""
    return _SHEETS[name]() if name in _SHEETS else name


def meaning(value: str, level: float | None = None) -> str:
    """What an answer was understood as; with its level where it has one."""
    word = _MEANINGS[value]() if value in _MEANINGS else value
    if level is None:
        return word
    shown: str = _("Level %(level)s", level=f"{level:g}")
    return shown if value == "level" else f"{word}{bracketed(shown)}"


def outcome(name: str) -> str:
    """How rows end, after their number."""
    return _OUTCOMES[name]()


def becomes(name: str) -> str:
    """How one row ends."""
    return _BECOMES[name]()


def reason(code: str, detail: str = "") -> str:
    """Why a row is left out: a reason of the reader, of the import, or a sentence already."""
    if code in _REASONS:
        return _REASONS[code]()
    return sentence(code, detail, _) if code in SENTENCES or code == "heading" else code


def fact(name: str) -> str:
    """The name of a fact that stands beside the questions."""
    return _FACTS[name]() if name in _FACTS else name.replace("_", " ")
