"""Forms of the imports: shape and wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from vendor_risk.i18n import language
from vendor_risk.imports.own.actions import WEB, WORKBOOK
from vendor_risk.organizations import tree
from vendor_risk.organizations.forms import COMPLETES, strip

ACCEPT = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.json,.yaml,.yml"
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


class ForeignUploadForm(FlaskForm):
    """Anybody's workbook: whose answers it holds, and for which group company."""

    organization = StringField(
        _l("Whose answers are these?"),
        [DataRequired(_l("Say whose answers the file holds."))],
        render_kw={**COMPLETES, "placeholder": _l("Name or code")},
        filters=[strip],
    )
    company_id = SelectField(_l("For which group company?"), coerce=int)
    file = FileField(
        _l("The filled-in file"), [FileRequired(_l("Choose the file first."))], render_kw={"accept": ACCEPT}
    )

    def __init__(self, companies: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company_id.choices = tree.choices(companies, language())


class ForeignApplyForm(FlaskForm):
    """Importing what was looked through."""

    round_label = StringField(_l("Round (such as the year)"), [Length(max=20)], filters=[strip])
    accept_now = BooleanField(_l("Accept at once, without a review"))
    remember = BooleanField(_l("Remember these corrections for files of the same layout"))
    profile_name = StringField(_l("Name of the import profile"), [Length(max=200)], filters=[strip])
