"""Forms of findings: filters of the list, what is being done about one or many, and from where on they are listed."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from vendor_risk import web
from vendor_risk.assessments.answers.kinds import MAX_TEXT
from vendor_risk.improvement.models import FindingStatus, Severity
from vendor_risk.improvement.owner_queries import Person
from vendor_risk.improvement.queries import MINE, NOBODY, OF_ENDED, VENDOR, ImprovementFilters
from vendor_risk.web.due_dates import DueDateField
from vendor_risk.web.ids import an_id

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
    owner = SelectField(_l("Owner"))
    status = SelectField(
        _l("Status"),
        choices=[
            SelectChoice("", _l("Open")),
            *_STATUSES,
            SelectChoice(OF_ENDED, _l("Open (organisations with the status “Ended”)")),
            SelectChoice("all", _l("All")),
        ],
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
    small = BooleanField(_l("Include gaps below the threshold"))

    def offer(self, people: Sequence[Person]) -> None:
        """Let the filter by owner name these people."""
        self.owner.choices = [
            SelectChoice("", _l("All")),
            SelectChoice(MINE, _l("Assigned to me")),
            SelectChoice(NOBODY, _l("No owner")),
            SelectChoice(VENDOR, _l("Assessed organisation")),
            *(SelectChoice(str(person.id), person.name) for person in people),
        ]


def asked_filters(form: FilterForm) -> ImprovementFilters:
    """What the address narrows the list by."""
    return ImprovementFilters(
        q=form.q.data or "",
        status=form.status.data or "",
        severity=form.severity.data or "",
        organization=request.args.get("organization", type=an_id),
        section=request.args.get("section", "")[:220],
        question=(form.question.data or "").strip(),
        kind=form.kind.data or "",
        overdue=bool(form.overdue.data),
        owner=form.owner.data or "",
        person=current_user.id,
        small=bool(form.small.data),
        among=web.numbers(request.args.get("among", "")),
        questions=tuple(part for part in request.args.get("questions", "")[:4000].split(",") if part),
    )


def _owners(first: SelectChoice, vendor: str, people: Sequence[Person]) -> list[SelectChoice]:
    named = (SelectChoice(str(person.id), f"{person.name} ({person.email})") for person in people)
    return [first, SelectChoice(VENDOR, vendor), *named]


class DecideForm(FlaskForm):
    """What is done about a finding, by whom, by when."""

    seen_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    status = SelectField(_l("Status"), choices=_STATUSES)
    owner = SelectField(_l("Owner"))
    due_on = DueDateField(_l("Due date"), validators=[Optional()])
    note = TextAreaField(
        _l("Remediation, or reason for closing the finding or accepting the risk"),
        validators=[Optional(), Length(max=MAX_TEXT)],
        description=_l(
            "To close a finding without a new answer, give a reason. Closing it does not change the "
            "score; only a new answer or accepted evidence does."
        ),
    )

    def offer(self, vendor: str, people: Sequence[Person]) -> None:
        """Let the owner be nobody, the assessed organization (`vendor`: its name) or one of these people."""
        self.owner.choices = _owners(SelectChoice("", _l("No owner")), vendor, people)


class AssignForm(FlaskForm):
    """An owner, a date, or both for the findings that the page before has shown."""

    findings = StringField(widget=HiddenInput(), validators=[InputRequired()])
    owner = SelectField(_l("Owner"))
    due_on = DueDateField(_l("Due date"), validators=[Optional()])

    def offer(self, vendor: str, people: Sequence[Person]) -> None:
        """Let the owner stay, or be the assessed organization itself (`vendor` says so) or one of these people."""
        self.owner.choices = _owners(SelectChoice("", _l("No change")), vendor, people)


class ThresholdForm(FlaskForm):
    """From where on the gaps that a company finds are listed: levels and impact, as `2.0/1.0`."""

    company = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    threshold = StringField(validators=[InputRequired(), Length(max=20)])
