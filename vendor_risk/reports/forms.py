"""The form of a report: what, about whom, in which language, compared with when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from vendor_risk.i18n import language
from vendor_risk.organizations import tree
from vendor_risk.reports import making
from vendor_risk.reports.rendering import Format


class OrderForm(FlaskForm):
    """What is made, about whom."""

    form = RadioField(_l("What"), validators=[InputRequired()], default=Format.PDF.value)
    company_id = SelectField(_l("About"), coerce=int)
    partner = StringField(
        _l("Only about one partner"),
        validators=[Optional(), Length(max=300)],
        description=_l("Code or name. Leave it empty for the company with all below it. A partner’s report holds "
                       "nothing of the group or of other partners: it can be handed over."),
    )  # fmt: skip
    language = SelectField(_l("Language"), choices=[SelectChoice(*pair) for pair in making.LANGUAGE_NAMES.items()])
    since = DateField(
        _l("Compare with"), validators=[Optional()], description=_l("Empty: with the state some four weeks ago.")
    )

    def __init__(self, companies: Iterable[Any], **values: Any) -> None:
        super().__init__(**values)
        self.form.choices = [SelectChoice(form.value, name) for form, name in making.formats().items()]
        self.company_id.choices = [SelectChoice(*pair) for pair in tree.choices(companies, language())]
