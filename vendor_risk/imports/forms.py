"""Forms of the imports: shape and wording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from vendor_risk.i18n import language
from vendor_risk.imports.own.diff import WEB, WORKBOOK, DiffRow, RowChange
from vendor_risk.organizations import tree
from vendor_risk.organizations.forms import COMPLETES, strip
from vendor_risk.organizations.queries import CompanyRow

ACCEPT = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.json,.yaml,.yml"
DECISION = "decision:"
"""What the name of a question's own choice begins with."""


def brought(form: FlaskForm, unnamed: str) -> tuple[bytes, str]:
    """The file a form of one `file` brought, and its name; `unnamed` where the browser gave none."""
    file: FileStorage = form.file.data
    return file.read(), file.filename or unnamed


class OwnUploadForm(FlaskForm):
    """An own workbook, filled in."""

    file = FileField(
        _l("Completed Excel file"),
        validators=[FileRequired(_l("Select the Excel file first."))],
        render_kw={"accept": ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv"},
    )


class WorkbookDecisionForm(FlaskForm):
    """Which answers count where the web and the workbook differ."""

    everything = RadioField(
        _l("For all questions whose answers differ"),
        choices=[
            SelectChoice("", _l("Decide for each question")),
            SelectChoice(WORKBOOK, _l("Use the Excel answers")),
            SelectChoice(WEB, _l("Keep the web answers")),
        ],
        default="",
    )


def decisions_of(form: Mapping[str, str], rows: Iterable[DiffRow]) -> dict[str, str]:
    """What was chosen, by question: each question's own, or, where answers only differ, the choice for all.

    Anything that is no decision of its row is left out.
    """
    found, everything = {}, form.get("everything", "")
    for row in rows:
        choice = form.get(DECISION + row.question_id, "")
        if everything and row.change is RowChange.CONFLICT:
            choice = everything
        if choice in row.decisions:
            found[row.question_id] = choice
    return found


class ForeignUploadForm(FlaskForm):
    """Anybody's workbook: whose answers it holds, and for which group company."""

    organization = StringField(
        _l("Responding organisation"),
        [DataRequired(_l("Enter the organisation that gave these answers."))],
        render_kw={**COMPLETES, "placeholder": _l("Name or code")},
        filters=[strip],
    )
    company_id = SelectField(_l("Group company the answers are for"), coerce=int)
    file = FileField(_l("Completed file"), [FileRequired(_l("Select the file first."))], render_kw={"accept": ACCEPT})

    def __init__(self, companies: Iterable[CompanyRow]) -> None:
        super().__init__()
        self.company_id.choices = tree.choices(companies, language())


class ForeignApplyForm(FlaskForm):
    """Importing what was looked through."""

    round_label = StringField(_l("Assessment cycle (such as the year)"), [Length(max=20)], filters=[strip])
    accept_now = BooleanField(_l("Accept immediately without review"))
    remember = BooleanField(_l("Save these corrections for files with the same layout"))
    profile_name = StringField(_l("Import profile name"), [Length(max=200)], filters=[strip])
