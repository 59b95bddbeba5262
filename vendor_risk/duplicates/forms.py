"""Forms of duplicates: shape and wording."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from vendor_risk.organizations.forms import strip


class MergeForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """Which of two records stays, and why they are one."""

    keep = RadioField(_l("Record to keep"), [InputRequired()], coerce=int)
    reason = TextAreaField(
        _l("Reason for merging"),
        [InputRequired(), Length(max=1000)],
        filters=[strip],
        description=_l("For example: same corporate number; confirmed by telephone on 3 March."),
    )
