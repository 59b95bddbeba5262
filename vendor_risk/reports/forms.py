"""The forms of reports: what, about whom, in which language; and again and again, on which days, for whom."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from vendor_risk.accounts.models import User
from vendor_risk.i18n import language
from vendor_risk.organizations import tree
from vendor_risk.organizations.queries import CompanyRow
from vendor_risk.reports import jobs
from vendor_risk.reports.rendering import ReportFormat
from vendor_risk.reports.schedules.recurrence import Rhythm, fits


class OrderForm(FlaskForm):
    """What is made, about whom."""

    form = RadioField(_l("Report type"), validators=[InputRequired()], default=ReportFormat.PDF.value)
    company_id = SelectField(_l("Company (including subsidiaries)"), coerce=int)
    vendor = StringField(
        _l("Single vendor (optional)"),
        validators=[Optional(), Length(max=300)],
        description=_l("Enter a code or name. Leave blank to cover the company and all its subsidiaries. A "
            "vendor’s report contains no information about the group or other vendors, so you can share it with "
            "the vendor."),
    )  # fmt: skip
    language = SelectField(_l("Language"), choices=[SelectChoice(*pair) for pair in jobs.LANGUAGE_NAMES.items()])
    since = DateField(
        _l("Compare with"),
        validators=[Optional()],
        description=_l("If this is left blank, the report compares the figures with those of about four weeks ago."),
    )

    def __init__(self, companies: Iterable[CompanyRow], **values: object) -> None:
        super().__init__(**values)
        self.form.choices = [SelectChoice(form.value, name) for form, name in jobs.formats().items()]
        self.company_id.choices = [SelectChoice(*pair) for pair in tree.choices(companies, language())]


class ScheduleForm(FlaskForm):
    """What is made again and again, when, and who is told."""

    form = SelectField(_l("Report type"), choices=[])
    company_id = SelectField(_l("Company (including subsidiaries)"), coerce=int)
    rhythm = SelectField(_l("Frequency"), choices=[])
    day = IntegerField(
        _l("Day of the week or month"),
        validators=[InputRequired()],
        default=1,
        description=_l("Weekly: 1 (Monday) to 7 (Sunday). Monthly or quarterly: day of the month, 1 to 28. "
                "Quarterly reports are created in January, April, July and October."),
    )  # fmt: skip
    recipients = SelectMultipleField(
        _l("Email recipients"),
        coerce=int,
        validators=[InputRequired(_l("Select one or more recipients."))],
        description=_l(
            "Recipients are emailed a link and must sign in to download the report. Each recipient’s report is "
            "in their display language."
        ),
    )

    def __init__(self, companies: Iterable[CompanyRow], people: Iterable[User], **values: object) -> None:
        super().__init__(**values)
        self.form.choices = [SelectChoice(form.value, name) for form, name in jobs.formats().items()]
        self.company_id.choices = [SelectChoice(*pair) for pair in tree.choices(companies, language())]
        self.rhythm.choices = [SelectChoice(rhythm.value, name) for rhythm, name in rhythms().items()]
        self.recipients.choices = [
            SelectChoice(person.id, f"{person.display_name(language())} ({person.email})") for person in people
        ]

    def validate_day(self, field: IntegerField) -> None:
        """A week has seven days; every month has the 28th."""
        if self.rhythm.data in set(Rhythm) and not fits(Rhythm(self.rhythm.data), field.data or 0):
            raise ValidationError(
                _("For a weekly report, enter a number from 1 to 7.")
                if self.rhythm.data == Rhythm.WEEKLY
                else _("Enter a day from 1 to 28.")
            )


def rhythms() -> dict[Rhythm, str]:
    """How often, in words."""
    return {Rhythm.WEEKLY: _("Weekly"), Rhythm.MONTHLY: _("Monthly"), Rhythm.QUARTERLY: _("Quarterly")}
