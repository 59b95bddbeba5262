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
    "header": _("Heading: “%(detail)s”"),
    "ids": _("%(detail)s of cells look like IDs"),
    "distinct": _("%(detail)s of cells are unique"),
    "asking": _("%(detail)s of cells contain questions"),
    "length": _("Average cell length: %(detail)s characters"),
    "answer_words": _("%(detail)s of cells contain recognised answers"),
    "drop_down": _("Cells with a drop-down list: %(detail)s"),
    "marks": _("Each row has a mark in one of these columns: %(detail)s"),
    "right_of_answer": _("To the right of the answers"),
    "beside_question": _("Next to the questions"),
    "corrected": _("Selected by a user"),
    # what a sheet is
    "filled_in": _("Questions with answer fields (answers entered: %(detail)s)"),
    "list_of_questions": _("List of questions without answer fields"),
    "twin_no_answers": _("Repeats the questions from “%(detail)s” and contains no answers"),
    "twin_formulas": _("Repeats the answers from “%(detail)s” using formulas"),
    "twin_hidden": _("Hidden copy of “%(detail)s”"),
    "twin_planned": _("Repeats the questions from “%(detail)s” with planned answers"),
    "twin_scheme": _("Repeats the questions from “%(detail)s” for scoring, with weights and preferred answers"),
    "twin_same_answers": _("Has the same questions and answers as “%(detail)s”"),
    "twin_name": _("Repeats “%(detail)s”, as the sheet name indicates"),
    "no_table": _("No table of questions was found"),
    "reference_only": _("List without answer fields (other sheets have them)"),
    "nothing": _("The sheet is empty"),
    "left_out": _("Excluded by a user"),
    # why a row is no question
    "section": _("Section title"),
    "no_answer_place": _("Text without an answer field"),
    "no_question": _("Not a question"),
    "other_sheet": _("On a sheet without questions"),
    "remark": _("Comment on the question above"),
    "twin_row": _("Repeats the question in %(detail)s"),
}

_HEADER_ROW = _("Table heading")

WARNINGS: Mapping[str, str] = {
    "macros": _("The file contains macros. They were not run, and only values were read."),
    "links": _("The file contains links to other files. They were not followed, and the stored values were read."),
    "controls": _("The file contains form controls. Their contents were not read."),
    "uncalculated": _(
        "Formula cells without a stored result were read as empty (%(number)s in all; the first is on sheet "
        "“%(sheet)s”). Open the file in Excel or LibreOffice, save it and import it again."
    ),
    "missing_sheets": _("The file lists sheets it does not contain (%(sheets)s). Ask the sender for a complete copy."),
    "no_questions": _("No questions were found."),
    "cell_error": _("Cell %(cell)s on sheet “%(sheet)s” contains the error %(error)s instead of an answer."),
    "formula_answers": _("Sheet “%(sheet)s” contains answers that are formula results (%(count)s in all)."),
    "repeated_ids": _("Some IDs are used for more than one question (%(count)s in all; the first is %(first)s)."),
    "presets": _(
        "Sheet “%(sheet)s”: all %(count)s answers are “%(answer)s”. They may be default values from the blank form."
    ),
    "no_answers": _(
        "No answers were found. Only text, numbers and tick marks in cells are read; cell colours, notes and "
        "drawings are not."
    ),
    "cell_notes": _("Notes attached to cells were not read. Move any answers in notes into cells."),
    "answers_beside": _(
        "Sheet “%(sheet)s”: answers were read from column %(column)s, but these columns also look like answers: "
        "%(others)s. If they belong to other companies, check that the right column was read."
    ),
    "dated_ids": _(
        "Sheet “%(sheet)s”: some question IDs are dates (%(count)s in all; the first is %(first)s). Excel may have "
        "changed IDs such as 1-1 into dates."
    ),
    "struck": _(
        "Sheet “%(sheet)s”: text that is struck through was not read as an answer (cells: %(cells)s; %(count)s in all)."
    ),
    "undecided": _(
        "Sheet “%(sheet)s”: cells that list choices, none of them selected, were read as unanswered (cells: "
        "%(cells)s; %(count)s in all)."
    ),
    "refers_back": _(
        "Sheet “%(sheet)s”: cells that only refer to another answer, such as “as above”, were read as unanswered "
        "(cells: %(cells)s; %(count)s in all)."
    ),
    "both_marked": _(
        "Sheet “%(sheet)s”: both yes and no are selected, so the questions were read as unanswered (cells: %(cells)s; "
        "%(count)s in all)."
    ),
    "hidden_answers": _("Sheet “%(sheet)s” contains answers but is hidden."),
}


def sentence(code: str, detail: str = "", gettext: Callable[[str], str] = str) -> str:
    """The sentence of a code in the reader's language."""
    text = _HEADER_ROW if code == "heading" else SENTENCES[code]
    return gettext(text) % {"detail": detail} if "%(" in text else gettext(text)


BETWEEN = "\n"
"""What stands between several names in one parameter of a warning; the reader's language has its own."""


def warning(code: str, params: Mapping[str, str], gettext: Callable[[str], str] = str, between: str = ", ") -> str:
    """The sentence of a warning in the reader's language, with `between` the names of a list."""
    return gettext(WARNINGS[code]) % {name: text.replace(BETWEEN, between) for name, text in params.items()}
