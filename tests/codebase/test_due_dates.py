"""A past day by which something is to be done is refused where it is typed: no form does without the field."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form
from wtforms.fields.core import UnboundField
from wtforms.validators import Optional

from tests.codebase.forms import every_form
from tests.codebase.templates import TEMPLATES
from vendor_risk.domain.days import is_holiday, next_working_day
from vendor_risk.i18n import local_today
from vendor_risk.web.due_dates import DueDateField, offered_day

ANY_DAY = {
    "EngagementForm.contract_start": "a fact of the past as often as not",
    "EngagementForm.contract_end": "contracts that have ended are registered, too",
    "LinkForm.seen_on": "when it was last confirmed",
    "OrderForm.since": "the moment a report compares with",
    "EndForm.ended_on": "when it ended: today or earlier",
}
"""Dates that are nothing to be done by, and what they are. Anything else is a `DueDateField`."""
TYPED = {"audit/index.html", "supply_chain/history.html", "portal/kinds/date.html", "portal/columns/date.html"}
"""Templates with a date that is a filter or a vendor's answer."""


def date_fields(forms):
    """Every field for a date of these forms: "Form.field" → its class."""
    found = {}
    for form in forms:
        for name, field in vars(form).items():
            if isinstance(field, UnboundField) and issubclass(field.field_class, DateField):
                found[f"{form.__name__}.{name}"] = field.field_class
    return found


def faults(forms):
    """Fields for a date that are neither the field of due dates nor named as something else."""
    return sorted(
        name for name, kind in date_fields(forms).items() if not issubclass(kind, DueDateField) and name not in ANY_DAY
    )


def test_every_date_by_which_something_is_to_be_done_is_the_field_that_refuses_the_past():
    assert faults(every_form()) == [], "use web.due_dates.DueDateField, or say in ANY_DAY what the date is"
    fields = date_fields(every_form())
    assert sorted(set(ANY_DAY) - set(fields)) == [], "these are no dates any more"
    due = {name for name, kind in fields.items() if issubclass(kind, DueDateField)}
    assert due == {"AssignForm.due_on", "CampaignForm.due_on", "DecideForm.due_on", "DueForm.due_on"}


def test_a_new_form_with_a_plain_date_is_told():
    class LateForm(FlaskForm):
        due_on = DateField()

    assert faults([LateForm]) == ["LateForm.due_on"]


def test_no_template_writes_a_field_for_a_due_date_by_hand():
    assert {name for name, text in TEMPLATES.items() if 'type="date"' in text} == TYPED


class _Asked(Form):
    due_on = DueDateField(validators=[Optional()])


@pytest.fixture
def request_context(app):
    with app.test_request_context():
        yield


def filled(day, known=None):
    return _Asked(MultiDict({"due_on": day.isoformat() if isinstance(day, date) else day}), data={"due_on": known})


@pytest.mark.usefixtures("request_context")
def test_yesterday_is_refused_and_stays_in_the_field_while_today_is_taken():
    today = local_today()
    form = filled(today - timedelta(days=1))
    assert not form.validate()
    assert form.due_on.errors == ["Select today or a later date as the due date."]
    assert f'value="{today - timedelta(days=1)}"' in form.due_on()
    assert f'min="{today}"' in form.due_on()
    assert filled(today).validate()
    assert filled("").validate()


@pytest.mark.usefixtures("request_context")
def test_a_past_date_that_nobody_changed_may_stay_so_that_the_rest_can_be_saved():
    old = local_today() - timedelta(days=30)
    form = filled(old, known=old)
    assert form.validate()
    assert f'min="{old}"' in form.due_on()
    assert not filled(old + timedelta(days=1), known=old).validate()


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize("days", range(14))
def test_the_day_offered_is_a_working_day(days):
    assert not is_holiday(offered_day(days))
    assert offered_day(days) >= local_today() + timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "following"),
    [(date(2026, 11, 27), date(2026, 11, 27)), (date(2026, 11, 28), date(2026, 11, 30)),
     (date(2026, 12, 29), date(2027, 1, 4)), (date(2027, 1, 3), date(2027, 1, 4))],
)  # fmt: skip
def test_weekends_and_the_days_around_new_year_are_no_working_days(day, following):
    assert next_working_day(day) == following


@pytest.mark.usefixtures("request_context")
def test_a_day_beyond_a_lifetime_is_refused_for_what_is_reckoned_from_it_later():
    far = filled(date.max)
    assert not far.validate()
    assert far.due_on.errors == ["Select a date within the next 50 years."]
    assert filled(local_today() + timedelta(days=365 * 49)).validate()
    assert filled(date.max, known=date.max).validate()
