"""The forms of reports: what, about whom, in which language; and again and again, on which days, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from vendor_risk.i18n import language
from vendor_risk.organizations import tree
from vendor_risk.reports import jobs
from vendor_risk.reports.rendering import Format
from vendor_risk.reports.schedules.recurrence import Rhythm, fits


class OrderForm(FlaskForm):
    """What is made, about whom."""

    form = RadioField(_l("Kind of report"), validators=[InputRequired()], default=Format.PDF.value)
    company_id = SelectField(_l("Company, with all below it"), coerce=int)
    vendor = StringField(
        _l("Only about one vendor"),
        validators=[Optional(), Length(max=300)],
        description=_l("Code or name. Leave it empty for the company with all below it. A vendor’s report holds "
                       "nothing of the group or of other vendors: it can be handed over."),
    )  # fmt: skip
    language = SelectField(_l("Language"), choices=[SelectChoice(*pair) for pair in jobs.LANGUAGE_NAMES.items()])
    since = DateField(
        _l("Compare with"), validators=[Optional()], description=_l("Empty: with the state some four weeks ago.")
    )

    def __init__(self, companies: Iterable[Any], **values: Any) -> None:
        super().__init__(**values)
        self.form.choices = [SelectChoice(form.value, name) for form, name in jobs.formats().items()]
        self.company_id.choices = [SelectChoice(*pair) for pair in tree.choices(companies, language())]


class ScheduleForm(FlaskForm):
    """What is made again and again, when, and who is told."""

    form = SelectField(_l("Kind of report"), choices=[])
    company_id = SelectField(_l("Company, with all below it"), coerce=int)
    rhythm = SelectField(_l("How often"), choices=[])
    day = IntegerField(
        _l("On which day"),
        validators=[InputRequired()],
        default=1,
        description=_l("Every week: 1 is Monday, 7 is Sunday. Otherwise the day of the month, 1 to 28; every quarter "
                       "in January, April, July and October."),
    )  # fmt: skip
    recipients = SelectMultipleField(
        _l("Who is told by mail"),
        coerce=int,
        validators=[InputRequired(_l("Choose at least one person."))],
        description=_l("Each in their own language, by a link that asks them to sign in."),
    )

    def __init__(self, companies: Iterable[Any], people: Iterable[Any], **values: Any) -> None:
        super().__init__(**values)
        self.form.choices = [SelectChoice(form.value, name) for form, name in jobs.formats().items()]
        self.company_id.choices = [SelectChoice(*pair) for pair in tree.choices(companies, language())]
        self.rhythm.choices = [SelectChoice(rhythm.value, name) for rhythm, name in rhythms().items()]
        self.recipients.choices = [SelectChoice(person.id, f"{person.name} ({person.email})") for person in people]

    def validate_day(self, field: IntegerField) -> None:
        """A week has seven days; every month has the 28th."""
        if self.rhythm.data in set(Rhythm) and not fits(Rhythm(self.rhythm.data), field.data or 0):
            raise ValidationError(
                _("A week has the days 1 to 7.")
                if self.rhythm.data == Rhythm.WEEKLY
                else _("Choose a day from 1 to 28.")
            )


def rhythms() -> dict[Rhythm, str]:
    """How often, in words."""
    return {Rhythm.WEEKLY: _("every week"), Rhythm.MONTHLY: _("every month"), Rhythm.QUARTERLY: _("every quarter")}
