"""The sentences behind the codes: why a column, a sheet or a row was taken for what it is.

English message ids; the page or the command that shows them passes its own `gettext`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _(message: str) -> str:
    """Marks a message id for the catalogue; the reader's language is chosen when it is shown."""
    return message


SENTENCES: Mapping[str, str] = {
    # why a column has its role
    "header": _("the heading says “%(detail)s”"),
    "ids": _("%(detail)s of its cells have the form of an id"),
    "distinct": _("%(detail)s of its cells are different"),
    "asking": _("%(detail)s of its cells ask something"),
    "length": _("its cells are %(detail)s characters long on average"),
    "answer_words": _("%(detail)s of its cells are answer words"),
    "drop_down": _("%(detail)s of its cells have a drop-down list"),
    "marks": _("one of these columns is marked in each row: %(detail)s"),
    "right_of_answer": _("it stands to the right of the answers"),
    "beside_question": _("it stands right beside the questions"),
    "corrected": _("a person chose it"),
    # what a sheet is
    "filled_in": _("questions with a place for answers; %(detail)s answers were typed in"),
    "list_of_questions": _("a list of questions without answers"),
    "twin_no_answers": _("repeats the questions of “%(detail)s” without answers of its own"),
    "twin_formulas": _("repeats the answers of “%(detail)s” by formula"),
    "twin_hidden": _("a hidden copy of “%(detail)s”"),
    "twin_planned": _("repeats the questions of “%(detail)s” with planned answers"),
    "twin_scheme": _("repeats the questions of “%(detail)s” to score them, with weights and preferred answers"),
    "twin_same_answers": _("has the same questions and answers as “%(detail)s”"),
    "twin_name": _("repeats “%(detail)s”, as its name says"),
    "no_table": _("no table with questions was found"),
    "reference_only": _("a list without a place for answers, beside sheets that have one"),
    "nothing": _("the sheet is empty"),
    "left_out": _("a person left it out"),
    # why a row is no question
    "section": _("title of a section"),
    "no_answer_place": _("text without a place for an answer"),
    "no_question": _("not a question"),
    "other_sheet": _("not on a sheet with questions"),
    "twin_row": _("repeats the question in %(detail)s"),
}

_HEADER_ROW = _("heading of the table")

WARNINGS: Mapping[str, str] = {
    "macros": _("The workbook contains macros. They were not run; only values were read."),
    "links": _("The workbook contains links to other files. They were not followed; stored values were read."),
    "controls": _("The workbook contains form controls. What they show was not read."),
    "uncalculated": _(
        "%(number)s calculated cells hold no stored result (the first on sheet “%(sheet)s”) and were read as empty. "
        "Open the workbook in Excel or LibreOffice, save it and import it again."
    ),
    "missing_sheets": _(
        "The file names sheets it does not contain (%(sheets)s). Ask whoever sent it for a complete copy."
    ),
    "no_questions": _("No questions were found."),
    "cell_error": _("Sheet “%(sheet)s”, cell %(cell)s shows the error %(error)s instead of an answer."),
    "formula_answers": _("Sheet “%(sheet)s”: %(count)s answers are results of formulas."),
    "repeated_ids": _("%(count)s ids stand at more than one question (the first: %(first)s)."),
    "presets": _("Sheet “%(sheet)s”: all %(count)s answers are “%(answer)s”. They may be presets of the empty form."),
    "hidden_answers": _("Sheet “%(sheet)s” with answers is hidden."),
}


def sentence(code: str, detail: str = "", gettext: Callable[[str], str] = str) -> str:
    """The sentence of a code in the reader's language."""
    text = _HEADER_ROW if code == "heading" else SENTENCES[code]
    return gettext(text) % {"detail": detail} if "%(" in text else gettext(text)


def warning(code: str, params: Mapping[str, str], gettext: Callable[[str], str] = str) -> str:
    """The sentence of a warning in the reader's language."""
    return gettext(WARNINGS[code]) % params
