"""Forms of findings: what is being done about one or many, and from where on they are listed."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from vendor_risk.assessments.answers.kinds import MAX_TEXT
from vendor_risk.improvement.models import FindingStatus
from vendor_risk.improvement.owner_queries import Person
from vendor_risk.improvement.queries import VENDOR

STATUSES = [
    SelectChoice(FindingStatus.OPEN.value, _l("Not started")),
    SelectChoice(FindingStatus.IN_PROGRESS.value, _l("In remediation")),
    SelectChoice(FindingStatus.CLOSED.value, _l("Closed")),
    SelectChoice(FindingStatus.ACCEPTED_RISK.value, _l("Risk accepted")),
]
"""The states of a finding as a form offers them."""


def _owners(first: SelectChoice, vendor: str, people: Sequence[Person]) -> list[SelectChoice]:
    named = (SelectChoice(str(person.id), f"{person.name} ({person.email})") for person in people)
    return [first, SelectChoice(VENDOR, vendor), *named]


class DecideForm(FlaskForm):
    """What is done about a finding, by whom, by when."""

    seen_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    status = SelectField(_l("Status"), choices=STATUSES)
    owner = SelectField(_l("Owner"))
    due_on = DateField(_l("Due date"), validators=[Optional()])
    note = TextAreaField(
        _l("Remediation, or reason for closing or accepting the risk"),
        validators=[Optional(), Length(max=MAX_TEXT)],
        description=_l(
            "Closing without a new answer needs a reason. It does not change the score: only a new answer or accepted "
            "evidence does."
        ),
    )

    def offer(self, vendor: str, people: Sequence[Person]) -> None:
        """Let the owner be nobody, the assessed organization (`vendor`: its name) or one of these people."""
        self.owner.choices = _owners(SelectChoice("", _l("No owner")), vendor, people)


class AssignForm(FlaskForm):
    """An owner, a date, or both for the findings that the page before has shown."""

    findings = StringField(widget=HiddenInput(), validators=[InputRequired()])
    owner = SelectField(_l("Owner"))
    due_on = DateField(_l("Due date"), validators=[Optional()])

    def offer(self, vendor: str, people: Sequence[Person]) -> None:
        """Let the owner stay, or be the assessed organization itself (`vendor` says so) or one of these people."""
        self.owner.choices = _owners(SelectChoice("", _l("No change")), vendor, people)


class ThresholdForm(FlaskForm):
    """From where on the gaps that a company finds are listed: levels and impact, as `2.0/1.0`."""

    company = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    threshold = StringField(validators=[InputRequired(), Length(max=20)])
