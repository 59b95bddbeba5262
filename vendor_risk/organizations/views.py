"""Group companies and vendors: pages. Forms are in `edit_views`."""

from __future__ import annotations

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from vendor_risk import web
from vendor_risk.i18n import language
from vendor_risk.organizations import edit_views, names, panels, queries, tree
from vendor_risk.organizations.blueprint import bp, country_name, load, may_edit, may_edit_contacts
from vendor_risk.organizations.forms import status_labels
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.organizations.queries import VendorFilters
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.ids import id_or_none
from vendor_risk.web.paging import asked_order, asked_page

__all__ = ["bp", "edit_views"]


def vendor_filters() -> VendorFilters:
    """The filters of the list of vendors, from the address."""
    args = request.args
    chosen = [(added, args.get(added.name, "")) for added in panels.filters()]
    return VendorFilters(
        q=args.get("q", ""),
        tier=args.get("tier", ""),
        company=id_or_none(args.get("company", "")),
        country=args.get("country", ""),
        status=args.get("status", ""),
        depth=args.get("depth", ""),
        contact=args.get("contact", ""),
        conditions=tuple(
            added.condition(value) for added, value in chosen if value in {known for known, _label in added.choices()}
        ),
    )


@bp.get("/vendors")
@requires(Permission.REGISTER_VIEW)
def vendors() -> str:
    """The vendors one may see, found, filtered and sorted."""
    scope, filters = web.scope(), vendor_filters()
    if filters.company is not None and not scope.covers(filters.company):
        abort(404)
    order, descending = asked_order(request.args, queries.VENDOR_ORDERS, "name")
    page = queries.vendors(scope, filters, order, descending, asked_page(request.args))
    ids = [row.id for row in page.rows]
    return render_template(
        "organizations/vendors.html",
        page=page,
        order=order,
        descending=descending,
        filters=filters,
        filtered=filters != VendorFilters(),
        further=panels.filters(),
        reach=queries.reach_of(scope, ids),
        columns=[(column, column.values(ids)) for column in panels.columns()],
        companies=tree.choices(queries.companies(scope), language()),
        countries=[(code, country_name(code)) for code in queries.countries_used(scope)],
        statuses=status_labels(),
    )


@bp.get("/companies")
@requires(Permission.REGISTER_VIEW)
def companies() -> str:
    """The group companies as a tree, each with its numbers."""
    scope = web.scope()
    return render_template(
        "organizations/companies.html",
        lines=tree.lines(queries.companies(scope)),
        numbers=queries.company_numbers(scope.companies),
        statuses=status_labels(),
    )


@bp.get("/<int:organization_id>")
@requires(Permission.REGISTER_VIEW)
def detail(organization_id: int) -> str | AnyResponse:
    """One organization: what it is, what depends on it, and what other features know of it.

    The address of a merged record leads to the one it stands as now.
    """
    now_as = queries.stands_for(organization_id)
    if now_as is not None:
        return redirect(url_for("organizations.detail", organization_id=now_as))
    organization, scope = load(organization_id), web.scope()
    is_vendor, home = organization.kind == OrganizationKind.VENDOR, organization.home_company_id
    around = [i for i in (home, organization.parent_id) if i is not None and scope.covers(i)]
    return render_template(
        "organizations/detail.html",
        organization=organization,
        is_vendor=is_vendor,
        known=queries.names_of(around),
        children=[] if is_vendor else queries.children(scope, organization.id),
        numbers=None if is_vendor else queries.company_numbers([organization.id]).get(organization.id),
        dependents=queries.dependents(scope, organization.id),
        contacts=queries.contacts(organization.id),
        panels=panels.shown(organization),
        statuses=status_labels(),
        may_edit=may_edit(organization),
        may_edit_contacts=may_edit_contacts(organization),
    )


@bp.get("/suggestions.json")
@requires(Permission.REGISTER_VIEW)
def suggestions() -> Response:
    """Organizations that a half-typed name may mean, for fields that complete."""
    rows = queries.suggestions(web.scope(), request.args.get("q", ""))
    return jsonify([f"{row.code} – {names.display(row, language())}" for row in rows])
