"""The filters of the list of findings, and what its address says of them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from vendor_risk import web
from vendor_risk.improvement.forms import STATUSES
from vendor_risk.improvement.models import Severity
from vendor_risk.improvement.owner_queries import Person
from vendor_risk.improvement.queries import MINE, NOBODY, VENDOR, ImprovementFilters

_SEVERITIES = [
    SelectChoice(Severity.CRITICAL.value, _l("Severe")),
    SelectChoice(Severity.HIGH.value, _l("High")),
    SelectChoice(Severity.MEDIUM.value, _l("Medium")),
    SelectChoice(Severity.LOW.value, _l("Low")),
]


class FilterForm(FlaskForm):
    """Filters of the list; they stand in the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Organisation"))
    owner = SelectField(_l("Owner"))
    status = SelectField(
        _l("Status"), choices=[SelectChoice("", _l("Open")), *STATUSES, SelectChoice("all", _l("All"))]
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
        organization=request.args.get("organization", type=int),
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
