"""The field of every due date: a day past or far away is refused where it is typed; a working day is offered."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import DateField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from vendor_risk.domain.days import next_working_day
from vendor_risk.i18n import local_today

YEARS = 50
"""How far ahead a day may lie: what is reckoned from it later must have a date too."""


def offered_day(days: int) -> date:
    """The working day that is offered for something to be done within so many days."""
    return next_working_day(local_today() + timedelta(days=days))


class DueDateField(DateField):  # type: ignore[misc,unused-ignore]
    """A day by which something is to be done: today or later, within `YEARS`. One that is past already may stay as it
    was, so that what stands beside it can be changed; what was typed stays in the field.
    """

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse a day that is past or far away, unless nobody changed it."""
        super().pre_validate(form)
        if self.data and self.data < local_today() and self.data != self.object_data:
            raise StopValidation(_("Select today or a later date as the due date."))
        if self.data and self.data > local_today() + timedelta(days=366 * YEARS) and self.data != self.object_data:
            raise StopValidation(_("Select a date within the next %(years)s years.", years=YEARS))

    def __call__(self, **kwargs: object) -> Markup:
        """The field, telling the browser the first day it may offer."""
        known = self.object_data
        first = min(known, local_today()) if isinstance(known, date) else local_today()
        field: Markup = super().__call__(**{"min": first.isoformat()} | kwargs)
        return field
