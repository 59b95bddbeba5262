"""Forms of findings: filters of the list, and what is being done about one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from vendor_risk.assessments.answers.kinds import MAX_TEXT
from vendor_risk.improvement.models import FindingStatus, Severity

_STATUSES = [
    SelectChoice(FindingStatus.OPEN.value, _l("Not started")),
    SelectChoice(FindingStatus.IN_PROGRESS.value, _l("In remediation")),
    SelectChoice(FindingStatus.CLOSED.value, _l("Closed")),
    SelectChoice(FindingStatus.ACCEPTED_RISK.value, _l("Risk accepted")),
]
_SEVERITIES = [
    SelectChoice(Severity.CRITICAL.value, _l("Severe")),
    SelectChoice(Severity.HIGH.value, _l("High")),
    SelectChoice(Severity.MEDIUM.value, _l("Medium")),
    SelectChoice(Severity.LOW.value, _l("Low")),
]


class FilterForm(FlaskForm):
    """Filters of the list; they are in the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Organisation"))
    status = SelectField(
        _l("Status"), choices=[SelectChoice("", _l("Open")), *_STATUSES, SelectChoice("all", _l("All"))]
    )
    severity = SelectField(_l("Severity"), choices=[SelectChoice("", _l("All")), *_SEVERITIES])
    kind = SelectField(
        _l("Organisation type"),
        choices=[
            SelectChoice("", _l("All")),
            SelectChoice("vendor", _l("Vendors")),
            SelectChoice("group_company", _l("Group companies")),
        ],
    )
    question = StringField(_l("Question"))
    overdue = BooleanField(_l("Overdue only"))
    ownerless = BooleanField(_l("No owner"))


class DecideForm(FlaskForm):
    """What is done about a finding, by whom, by when."""

    seen_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    status = SelectField(_l("Status"), choices=_STATUSES)
    owner = StringField(_l("Owner"), validators=[Optional(), Length(max=300)])
    due_on = DateField(_l("Due date"), validators=[Optional()])
    note = TextAreaField(
        _l("Remediation, or reason for accepting the risk"), validators=[Optional(), Length(max=MAX_TEXT)]
    )


class AssignForm(FlaskForm):
    """An owner, a date, or both for many findings at once."""

    owner = StringField(_l("Owner"), validators=[Optional(), Length(max=300)])
    due_on = DateField(_l("Due date"), validators=[Optional()])
