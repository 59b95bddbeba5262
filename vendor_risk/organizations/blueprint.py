"""The blueprint that the pages of organizations are registered with, and what all of them ask: which record, and
may I change it.
"""

from __future__ import annotations

from flask import Blueprint, abort, request

from vendor_risk import web
from vendor_risk.domain.texts.two_languages import shown
from vendor_risk.i18n import language
from vendor_risk.organizations import countries, names, panels, queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import VendorFilters
from vendor_risk.permissions import Permission, Scope
from vendor_risk.web.ids import an_id

bp = Blueprint("organizations", __name__, url_prefix="/organizations")


@bp.app_template_filter("named")
def named(row: object, prefix: str = "") -> str:
    """The name of an organization in the language of the page, for any row that has its names."""
    return names.display(row, language(), prefix)


@bp.app_template_filter("in_language")
def in_language(row: object, field: str) -> str:
    """A text that people write in either language (`service`, `name`, …) in the language of the page."""
    return shown(row, language(), field)


@bp.app_template_filter("country_name")
def country_name(code: str) -> str:
    """The name of a country in the language of the page."""
    return countries.names(language()).get(code, code)


def load(organization_id: int, kind: OrganizationKind | None = None) -> Organization:
    """The organization, in the scope of what this view requires; otherwise the page is not found."""
    found = queries.organization(web.scope(), organization_id, kind)
    return found or abort(404)


def may_edit(organization: Organization) -> bool:
    """Whether the signed-in person may change this record: who looks after a vendor decides, or the company itself."""
    if organization.kind == OrganizationKind.GROUP_COMPANY:
        return web.may(Permission.COMPANY_EDIT, organization.id)
    return web.may(Permission.REGISTER_EDIT, organization.home_company_id)


def may_edit_contacts(organization: Organization) -> bool:
    """Whether the signed-in person may change its contacts."""
    company_id = (
        organization.id if organization.kind == OrganizationKind.GROUP_COMPANY else organization.home_company_id
    )
    return web.may(Permission.REGISTER_EDIT, company_id)


def vendor_filters(scope: Scope) -> VendorFilters:
    """The filters of the list of vendors, from the address; 404 when they name a company beyond the scope."""
    args = request.args
    company = args.get("company", type=an_id)
    if company is not None and not scope.covers(company):
        abort(404)
    chosen = [(added, args.get(added.name, "")) for added in panels.filters()]
    return VendorFilters(
        q=args.get("q", ""),
        tier=args.get("tier", ""),
        company=company,
        country=args.get("country", ""),
        status=args.get("status", ""),
        depth=args.get("depth", ""),
        contact=args.get("contact", ""),
        conditions=tuple(
            added.condition(value) for added, value in chosen if value in {known for known, _label in added.choices()}
        ),
    )
