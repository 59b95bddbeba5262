"""Forms of findings: filters of the list, and what is being done about one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from vendor_risk.assessments.answers.values import MAX_TEXT
from vendor_risk.improvement.models import FindingStatus, Severity

_STATUSES = [
    SelectChoice(FindingStatus.OPEN.value, _l("open")),
    SelectChoice(FindingStatus.IN_PROGRESS.value, _l("being worked on")),
    SelectChoice(FindingStatus.CLOSED.value, _l("closed")),
    SelectChoice(FindingStatus.ACCEPTED_RISK.value, _l("risk accepted")),
]
_SEVERITIES = [
    SelectChoice(Severity.CRITICAL.value, _l("severe")),
    SelectChoice(Severity.HIGH.value, _l("high")),
    SelectChoice(Severity.MEDIUM.value, _l("medium")),
    SelectChoice(Severity.LOW.value, _l("low")),
]


class FilterForm(FlaskForm):
    """Filters of the list; they stand in the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Organization"))
    status = SelectField(
        _l("State"), choices=[SelectChoice("", _l("not finished")), *_STATUSES, SelectChoice("all", _l("all"))]
    )
    severity = SelectField(_l("Severity"), choices=[SelectChoice("", _l("all")), *_SEVERITIES])
    kind = SelectField(
        _l("Of whom"),
        choices=[
            SelectChoice("", _l("all")),
            SelectChoice("vendor", _l("Vendors")),
            SelectChoice("group_company", _l("Group companies")),
        ],
    )
    question = StringField(_l("Question"))
    overdue = BooleanField(_l("Overdue only"))
    ownerless = BooleanField(_l("Nobody looks after it"))


class DecideForm(FlaskForm):
    """What is done about a finding, by whom, by when."""

    seen_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    status = SelectField(_l("State"), choices=_STATUSES)
    owner = StringField(_l("Who looks after it"), validators=[Optional(), Length(max=300)])
    due_on = DateField(_l("Until when"), validators=[Optional()])
    note = TextAreaField(
        _l("What is being done, or why the risk is accepted"), validators=[Optional(), Length(max=MAX_TEXT)]
    )


class AssignForm(FlaskForm):
    """An owner, a date, or both for many findings at once."""

    owner = StringField(_l("Who looks after them"), validators=[Optional(), Length(max=300)])
    due_on = DateField(_l("Until when"), validators=[Optional()])
