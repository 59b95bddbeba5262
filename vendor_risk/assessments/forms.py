"""Forms for the links and due dates of assessments."""

from __future__ import annotations

from datetime import date

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from vendor_risk.i18n import local_today
from vendor_risk.organizations.forms import MailAddress, strip
from vendor_risk.web.due_dates import DueDateField, offered_day

WITHIN_DAYS = 14
"""The day offered in place of one that is past."""


class RecipientForm(FlaskForm):
    """Whom a new link goes to."""

    name = StringField(_l("Name"), validators=[Optional(), Length(max=300)])
    email = StringField(
        _l("Email address"),
        validators=[
            InputRequired(_l("Enter an email address.")),
            MailAddress(),
            Length(max=254),
        ],
        filters=[strip],
    )
    language = SelectField(_l("Language"), choices=[SelectChoice("ja", "日本語"), SelectChoice("en", "English")])


class DueForm(FlaskForm):
    """A new due date."""

    due_on = DueDateField(_l("Answers due"), validators=[InputRequired(_l("Select a date."))])
    send_link = BooleanField(_l("Email a new link to the last recipient"), default=True)
    """Offered where a closed questionnaire opens again: closing ended its links."""


def typed_day(form: DueForm) -> str:
    """The day as it was typed: by the argument `due_on` a refused one comes back to the page it was typed on."""
    return str((form.due_on.raw_data or [""])[0])[:20]


def due_form(current: date | None) -> DueForm:
    """The form of a page that moves a date: with the day that was refused and why, else with the present one, or with a
    working day to come when that is past.
    """
    if "due_on" in request.args:
        form = DueForm(formdata=request.args)
        form.due_on.validate(form)
        return form
    return DueForm(formdata=None, due_on=current if current and current >= local_today() else offered_day(WITHIN_DAYS))
