"""A vendor at a glance: how its page opens, and the column of the next step in the list of vendors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l

from vendor_risk import web
from vendor_risk.assessments.words import evidence_grades, statuses
from vendor_risk.glance import queries
from vendor_risk.glance.facts import NextStep, StepKind
from vendor_risk.glance.queries import Reader
from vendor_risk.glance.words import step_words
from vendor_risk.i18n import local_today
from vendor_risk.organizations import panels
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Permission
from vendor_risk.standing.pages import vendor_standings


@dataclass(frozen=True, slots=True)
class StepLine:
    """The next step as a page says it; `url` is where it is done ("": nothing to do)."""

    text: str
    url: str
    quiet: bool
    """Whether nothing has to be done now."""


_QUIET = {StepKind.ENDED, StepKind.UNUSED, StepKind.LATER, StepKind.ANSWERS}


def reader() -> Reader:
    """Where the signed-in person sees what."""
    seen = (Permission.REGISTER_VIEW, Permission.ASSESSMENT_VIEW, Permission.HEATMAP_VIEW)
    return Reader(*(web.scope(permission) for permission in seen))


def step_line(step: NextStep, vendor_id: int, code: str) -> StepLine:
    """The next step about a vendor, with the address where it is done."""
    return StepLine(step_words(step), _address(step, vendor_id, code), step.kind in _QUIET)


def _address(step: NextStep, vendor_id: int, code: str) -> str:
    """Where the step is done; "" where nothing has to be."""

    def asked() -> str:
        return url_for("assessments.detail", assessment_id=step.row)

    def asking() -> str:
        return url_for("campaigns.new", kind="vendor", q=code, organization=vendor_id)

    def findings(severity: str | None = None, owner: str | None = None) -> str:
        return url_for("improvement.index", organization=vendor_id, severity=severity, owner=owner, view="list")

    ways: dict[StepKind, Callable[[], str]] = {
        StepKind.OFFBOARD: lambda: url_for("upkeep.closings"),
        StepKind.CONTACT: lambda: url_for("organizations.new_contact", organization_id=vendor_id),
        StepKind.REVIEW: lambda: url_for("reviews.review", assessment_id=step.row),
        StepKind.UNDELIVERED: lambda: f"{asked()}#links",
        StepKind.OVERDUE: asked,
        StepKind.ANSWERS: asked,
        StepKind.FIRST: asking,
        StepKind.AGAIN: asking,
        StepKind.SEVERE: lambda: findings(severity="critical", owner="none"),
        StepKind.FINDINGS: findings,
        StepKind.DECLARED: lambda: url_for("declarations.index", vendor=vendor_id),
        StepKind.CONTRACT: lambda: url_for("engagements.detail", engagement_id=step.row),
        StepKind.DETAILS: lambda: url_for("engagements.index", q=code, missing="1"),
    }
    return ways[step.kind]() if step.kind in ways else ""


def _panel(organization: Organization) -> panels.Panel | None:
    """How the page of a vendor opens."""
    if organization.kind != OrganizationKind.VENDOR:
        return None
    day = local_today()
    found = queries.glance(reader(), organization, day)
    context = {
        "glance": found,
        "step": step_line(found.step, organization.id, organization.code),
        "contacts": organization_queries.contacts(organization.id),
        "today": day,
        "statuses": statuses(),
        "grades": evidence_grades(),
        "shown": queries.SHOWN,
    }
    return panels.Panel("glance/_panel.html", context)


def _column(listed: panels.ListedVendors) -> Mapping[int, object]:
    """The next step about each of these vendors."""
    steps = queries.next_steps(reader(), listed.rows, listed.once(vendor_standings), local_today())
    return {row.id: step_line(steps[row.id], row.id, row.code) for row in listed.rows}


panels.register(_panel, order=-10)
panels.register_column(panels.Column("next", _l("Next step"), "glance/_cell.html", _column))
