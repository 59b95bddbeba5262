"""Group companies and vendors: pages. Forms are in `edit_views`."""

from __future__ import annotations

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response as AnyResponse

from vendor_risk import web
from vendor_risk.database import db
from vendor_risk.i18n import language
from vendor_risk.organizations import actions, edit_views, list_columns, names, panels, queries, tree
from vendor_risk.organizations.blueprint import bp, country_name, load, may_edit, may_edit_contacts, vendor_filters
from vendor_risk.organizations.forms import status_labels
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.paging import asked_order, asked_page
from vendor_risk.web.query_state import address

__all__ = ["bp", "edit_views"]


@bp.get("/vendors")
@requires(Permission.REGISTER_VIEW)
def vendors() -> str:
    """The vendors one may see, found, filtered and sorted."""
    scope = web.scope()
    filters = vendor_filters(scope)
    order, descending = asked_order(request.args, queries.VENDOR_ORDERS, "name")
    page = queries.vendors(scope, filters, order, descending, asked_page(request.args))
    listed = panels.ListedVendors(page.rows)
    columns = list_columns.shown_columns(queries.chosen_columns(current_user.id))
    return render_template(
        "organizations/vendors.html",
        page=page,
        order=order,
        descending=descending,
        filters=filters,
        filtered=filters != queries.VendorFilters(),
        further=panels.filters(),
        reach=queries.reach_of(scope, listed.ids),
        columns=[(column, column.further.values(listed) if column.further else {}) for column in columns],
        every_column=list_columns.every_column(),
        companies=tree.choices(queries.companies(scope), language()),
        countries=[(code, country_name(code)) for code in queries.countries_used(scope)],
        statuses=status_labels(OrganizationKind.VENDOR),
    )


@bp.post("/vendors/columns")
@requires(Permission.REGISTER_VIEW)
def choose_columns() -> AnyResponse:
    """Keep which columns of the list of vendors one sees."""
    known = {column.name for column in list_columns.every_column()}
    names = None if "usual" in request.form else known & set(request.form.getlist("column"))
    actions.choose_columns(current_user.id, names)
    db.session.commit()
    return redirect(address("organizations.vendors", request.args), 303)


@bp.get("/companies")
@requires(Permission.REGISTER_VIEW)
def companies() -> str:
    """The group companies as a tree, each with its numbers."""
    scope = web.scope()
    return render_template(
        "organizations/companies.html",
        lines=tree.lines(queries.companies(scope)),
        numbers=queries.company_numbers(scope.companies),
        statuses=status_labels(OrganizationKind.GROUP_COMPANY),
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
        opening=panels.shown(organization, opening=True),
        panels=panels.shown(organization),
        statuses=status_labels(organization.kind),
        may_edit=may_edit(organization),
        may_edit_contacts=may_edit_contacts(organization),
    )


@bp.get("/suggestions.json")
@requires(Permission.REGISTER_VIEW)
def suggestions() -> Response:
    """Organizations that a half-typed name may mean, for fields that complete."""
    rows = queries.suggestions(web.scope(), request.args.get("q", ""))
    return jsonify([f"{row.code} – {names.display(row, language())}" for row in rows])
