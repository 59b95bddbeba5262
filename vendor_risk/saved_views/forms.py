"""Saving a view: its name, who may open it, and the moment it compares with."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length


class SaveForm(FlaskForm):
    """A new view."""

    address = HiddenField(validators=[InputRequired(), Length(max=2400)])
    name = StringField(_l("Name"), validators=[InputRequired(_l("Enter a name for the view.")), Length(max=120)])
    company = SelectField(_l("Shared with"), coerce=int)
    since = SelectField(_l("Compared with"), validate_choice=True)


class RenameForm(FlaskForm):
    """Another name."""

    name = StringField(_l("Name"), validators=[InputRequired(_l("Enter a name for the view.")), Length(max=120)])
