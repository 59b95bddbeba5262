"""The next step about a vendor in words."""

from __future__ import annotations

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from vendor_risk.glance.facts import NextStep, StepKind


def step_words(step: NextStep) -> str:
    """What to do next, as a sentence without a full stop: it stands on a button and in a cell."""
    day = format_date(step.day, "medium") if step.day else ""
    plain = {
        StepKind.ENDED: _("Nothing: the vendor’s status is “Ended”"),
        StepKind.CONTACT: _("Add a contact"),
        StepKind.REVIEW: _("Review the submitted answers"),
        StepKind.FIRST: _("Send the first questionnaire"),
        StepKind.UNUSED: _("Nothing: no ongoing or planned engagement"),
        StepKind.ANSWERS: _("Wait for the answers, due on %(day)s", day=day) if day else _("Wait for the answers"),
        StepKind.OVERDUE: _("Chase the answers: they were due on %(day)s", day=day),
        StepKind.AGAIN: _("Assess again: the result expired on %(day)s", day=day),
        StepKind.CONTRACT: _("Renew or end the engagement (contract end date: %(day)s)", day=day),
        StepKind.LATER: _("Nothing until the result expires on %(day)s", day=day),
    }
    if step.kind in plain:
        return str(plain[step.kind])
    return _counted(step)


def _counted(step: NextStep) -> str:
    number = step.number
    said = {
        StepKind.OFFBOARD: ngettext(
            "Complete %(num)s offboarding checklist", "Complete %(num)s offboarding checklists", number
        ),
        StepKind.SEVERE: ngettext(
            "Assign an owner to %(num)s severe finding", "Assign owners to %(num)s severe findings", number
        ),
        StepKind.DECLARED: ngettext(
            "Decide on %(num)s declared subcontractor", "Decide on %(num)s declared subcontractors", number
        ),
        StepKind.DETAILS: ngettext(
            "Fill in %(num)s missing engagement detail", "Fill in %(num)s missing engagement details", number
        ),
        StepKind.FINDINGS: ngettext("Follow up %(num)s finding", "Follow up %(num)s findings", number),
    }
    return str(said[step.kind])
