"""The portal's forms: shape and wording."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length, Regexp


class SubmitForm(FlaskForm):
    """Handing in the answers."""

    name = StringField(
        _l("Your name"),
        validators=[InputRequired(_l("Write your name.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    confirmed = BooleanField(_l("The unanswered questions stay open. They count as not done."))


class CodeForm(FlaskForm):
    """The six-digit code from the mail."""

    code = StringField(
        _l("Six-digit code"),
        validators=[Regexp(r"^\s*\d{6}\s*$", message=_l("Write the six digits from the mail."))],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 12},
    )
