"""Group companies, vendors and contacts: forms."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.i18n import language
from vendor_risk.organizations import actions, queries, tree
from vendor_risk.organizations.blueprint import bp, load, may_edit, may_edit_contacts
from vendor_risk.organizations.contacts import queries as contact_queries
from vendor_risk.organizations.forms import CompanyForm, ContactForm, VendorForm
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.saving import save

CARRIED = ("name", "email", "language")
"""What the address of a new contact's form may bring."""


def _to(organization: Organization) -> Response:
    flash(_("Saved."), "success")
    return redirect(url_for("organizations.detail", organization_id=organization.id))


def _form_page(form: VendorForm | CompanyForm, organization: Organization | None, kind: OrganizationKind) -> web.Reply:
    page = render_template(
        "organizations/form.html", form=form, organization=organization, is_vendor=kind == OrganizationKind.VENDOR
    )
    return page, 422 if form.is_submitted() else 200


def _company_choices(permission: Permission) -> list[tuple[int, str]]:
    return tree.choices(queries.companies(web.scope(permission)), language())


@bp.route("/vendors/new", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def new_vendor() -> web.Reply:
    """Register a vendor."""
    form = VendorForm()
    form.home_company_id.choices = _company_choices(Permission.REGISTER_EDIT)
    vendor = form.is_submitted() and save(
        form,
        lambda: actions.add_vendor(
            form.code.data or "", form.facts(), home_company_id=form.home_company_id.data, at=now(), actor=web.actor()
        ),
    )
    return _to(vendor) if vendor else _form_page(form, None, OrganizationKind.VENDOR)


@bp.route("/vendors/<int:organization_id>/edit", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def edit_vendor(organization_id: int) -> web.Reply:
    """Change what is written about a vendor."""
    vendor = load(organization_id, OrganizationKind.VENDOR)
    if not may_edit(vendor):
        abort(403)
    form = VendorForm(obj=vendor)
    form.keep_status(vendor.status)
    form.home_company_id.choices = _company_choices(Permission.REGISTER_EDIT)
    saved = form.is_submitted() and save(
        form,
        lambda: actions.change(
            vendor,
            form.code.data or "",
            form.facts(),
            home_company_id=form.home_company_id.data,
            version=form.seen_version,
            at=now(),
            actor=web.actor(),
        ),
    )
    return _to(vendor) if saved else _form_page(form, vendor, OrganizationKind.VENDOR)


@bp.route("/companies/new", methods=["GET", "POST"])
@requires(Permission.COMPANY_EDIT)
def new_company() -> web.Reply:
    """Add a group company below another one."""
    form = CompanyForm()
    form.parent_id.choices = _company_choices(Permission.COMPANY_EDIT)
    company = form.is_submitted() and save(
        form,
        lambda: actions.add_company(
            form.code.data or "", form.facts(), parent_id=form.parent_id.data, at=now(), actor=web.actor()
        ),
    )
    return _to(company) if company else _form_page(form, None, OrganizationKind.GROUP_COMPANY)


@bp.route("/companies/<int:organization_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMPANY_EDIT)
def edit_company(organization_id: int) -> web.Reply:
    """Change what is written about a group company, or move it."""
    company = load(organization_id, OrganizationKind.GROUP_COMPANY)
    form = CompanyForm(obj=company)
    if company.parent_id is None or not web.scope().covers(company.parent_id):
        del form.parent_id  # the top of what one may see stays where it is
    else:
        form.parent_id.choices = _company_choices(Permission.COMPANY_EDIT)

    def _change() -> Organization:
        changed = actions.change(
            company, form.code.data or "", form.facts(), version=form.seen_version, at=now(), actor=web.actor()
        )
        if form.parent_id:
            actions.move_company(company, form.parent_id.data, lang=language(), at=now(), actor=web.actor())
        return changed

    saved = form.is_submitted() and save(form, _change)
    return _to(company) if saved else _form_page(form, company, OrganizationKind.GROUP_COMPANY)


def _contact_page(form: ContactForm, organization: Organization, contact: Contact | None) -> web.Reply:
    page = render_template("organizations/contact_form.html", form=form, organization=organization, contact=contact)
    return page, 422 if form.is_submitted() else 200


def _load_for_contacts(organization_id: int) -> Organization:
    organization = load(organization_id)
    return organization if may_edit_contacts(organization) else abort(403)


@bp.route("/<int:organization_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def new_contact(organization_id: int) -> web.Reply:
    """Add a person to write to; the address may bring the name, the address of mail and the language."""
    organization = _load_for_contacts(organization_id)
    form = ContactForm(data={name: request.args[name] for name in CARRIED if name in request.args})
    saved = form.is_submitted() and save(
        form, lambda: actions.save_contact(organization, None, form.facts(), at=now(), actor=web.actor())
    )
    return _to(organization) if saved else _contact_page(form, organization, None)


@bp.route("/<int:organization_id>/contacts/<int:contact_id>", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def edit_contact(organization_id: int, contact_id: int) -> web.Reply:
    """Change a contact."""
    organization = _load_for_contacts(organization_id)
    contact = contact_queries.contact(web.scope(), organization_id, contact_id) or abort(404)
    form = ContactForm(obj=contact)
    saved = form.is_submitted() and save(
        form, lambda: actions.save_contact(organization, contact, form.facts(), at=now(), actor=web.actor())
    )
    return _to(organization) if saved else _contact_page(form, organization, contact)


@bp.post("/<int:organization_id>/contacts/<int:contact_id>/remove")
@requires(Permission.REGISTER_EDIT)
def remove_contact(organization_id: int, contact_id: int) -> web.Reply:
    """Forget a contact."""
    organization = _load_for_contacts(organization_id)
    contact = contact_queries.contact(web.scope(), organization_id, contact_id) or abort(404)
    actions.remove_contact(organization, contact, at=now(), actor=web.actor())
    db.session.commit()
    return _to(organization)
