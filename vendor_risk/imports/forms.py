"""Forms of the imports: shape and wording."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from vendor_risk.imports.own import WEB, WORKBOOK

ACCEPT = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv"
DECISION = "decision:"
"""What the name of a question's own choice begins with."""


class OwnUploadForm(FlaskForm):
    """An own workbook, filled in."""

    file = FileField(
        _l("The workbook you filled in"),
        validators=[FileRequired(_l("Choose the workbook first."))],
        render_kw={"accept": ".xlsx,.xlsm,.ods,.xls"},
    )


class DecisionForm(FlaskForm):
    """Which answers count where the web and the workbook differ."""

    everything = RadioField(
        _l("For all questions in conflict"),
        choices=[
            SelectChoice("", _l("I choose for each question")),
            SelectChoice(WORKBOOK, _l("The workbook counts")),
            SelectChoice(WEB, _l("The web counts")),
        ],
        default="",
    )


def decisions_of(form: Mapping[str, str], question_ids: list[str], everything: str) -> dict[str, str]:
    """What was chosen, by question: the choice for all, or each question's own. Anything else is left out."""
    found = {}
    for question_id in question_ids:
        choice = everything or form.get(DECISION + question_id, "")
        if choice in {WEB, WORKBOOK}:
            found[question_id] = choice
    return found
