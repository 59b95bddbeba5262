"""The standing on the page of an organization and in the list of vendors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from vendor_risk import web
from vendor_risk.assessments.models import VENDOR
from vendor_risk.i18n import local_today
from vendor_risk.organizations import panels
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Permission
from vendor_risk.standing import queries
from vendor_risk.standing.queries import Standing


def _panel(organization: Organization) -> panels.Panel | None:
    """What stands for a company, a line a purpose, and beside it the results of other questionnaires, named.

    The page of a vendor opens with it (`glance`).
    """
    if organization.kind == OrganizationKind.VENDOR:
        return None
    scope, today = web.scope(Permission.ASSESSMENT_VIEW), local_today()
    if scope.empty:
        return None
    found = queries.standings(scope, [organization.id], today).get(organization.id, [])
    if not found:
        return None
    others = queries.others(scope, organization.id, found)
    return panels.Panel("standing/_panel.html", {"found": found, "others": others, "today": today, "vendor": VENDOR})


def vendor_standings(organization_ids: Sequence[int]) -> Mapping[int, Standing]:
    """What stands for these vendors today, where the signed-in person may see it."""
    scope = web.scope(Permission.ASSESSMENT_VIEW)
    return {} if scope.empty else queries.vendor_standings(scope, organization_ids, local_today())


def _column(listed: panels.ListedVendors) -> Mapping[int, object]:
    """What stands for these vendors, and whether it is past its validity."""
    today = local_today()
    return {number: (row, row.stale(today)) for number, row in listed.once(vendor_standings).items()}


panels.register(_panel, order=1)
panels.register_column(panels.Column("standing", _l("Current result"), "standing/_cell.html", _column))
