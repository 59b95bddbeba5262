"""Forms for the links and due dates of assessments."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional


class RecipientForm(FlaskForm):
    """Whom a new link goes to."""

    name = StringField(_l("Name"), validators=[Optional(), Length(max=300)])
    email = StringField(
        _l("Email address"),
        validators=[
            InputRequired(_l("Enter an email address.")),
            Email(_l("Enter a valid email address.")),
            Length(max=254),
        ],
    )
    language = SelectField(_l("Language"), choices=[SelectChoice("ja", "日本語"), SelectChoice("en", "English")])


class DueForm(FlaskForm):
    """A new due date."""

    due_on = DateField(_l("Answers due"), validators=[InputRequired(_l("Select a date."))])
