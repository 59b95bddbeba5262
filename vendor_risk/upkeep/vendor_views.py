"""Vendors: ended, made active again, deleted or changed together; first a page says in numbers what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db
from vendor_risk.i18n import language, local_today
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations import tree
from vendor_risk.organizations.blueprint import vendor_filters
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, requires
from vendor_risk.upkeep import actions, edit_actions, fates, hanging_queries, pages, queries
from vendor_risk.upkeep.blueprint import bp, mandate
from vendor_risk.upkeep.fates import Hinders, VendorFate
from vendor_risk.upkeep.forms import ChosenForm, EndForm, VendorsEditForm
from vendor_risk.web.ids import ids_of
from vendor_risk.web.query_state import address
from vendor_risk.web.saving import save


def _fates(vendors: Iterable[Organization], hinders: Hinders) -> list[VendorFate]:
    rows, by = list(vendors), mandate()
    hanging = hanging_queries.hanging(by.edit, by.issue, [row.id for row in rows], by.at)
    return fates.of_vendors(rows, hanging, hinders, by.edit)


def _page(template: str, form: ChosenForm, found: list[VendorFate], **more: object) -> str:
    return render_template(
        template,
        form=form,
        plan=pages.vendor_plan(found),
        carried=request.args.to_dict(),
        back=address("organizations.vendors", request.args),
        **more,
    )


def _ids(found: list[VendorFate]) -> str:
    return ",".join(str(fate.vendor.id) for fate in found if fate.hindrance is None)


def _end_page(vendors: Iterable[Organization]) -> str:
    found = _fates(vendors, fates.ending)
    data = {"ids": _ids(found), "ended_on": local_today(), "data_state": "open", "access_state": "open"}
    return _page("upkeep/end_vendors.html", EndForm(formdata=None, data=data), found)


def _delete_page(vendors: Iterable[Organization]) -> str:
    found = _fates(vendors, fates.deleting)
    return _page("upkeep/delete_vendors.html", ChosenForm(formdata=None, data={"ids": _ids(found)}), found)


def _resume_page(vendors: Iterable[Organization]) -> str:
    found = _fates(vendors, fates.resuming)
    return _page("upkeep/resume_vendors.html", ChosenForm(formdata=None, data={"ids": _ids(found)}), found)


def _edit_form(data: dict[str, object] | None = None) -> VendorsEditForm:
    form = VendorsEditForm() if data is None else VendorsEditForm(formdata=None, data=data)
    form.offer(tree.choices(organization_queries.companies(web.scope()), language()))
    return form


def _edit_page(vendors: Iterable[Organization], form: VendorsEditForm | None = None) -> str:
    found = _fates(vendors, fates.handing_over)
    ids = [fate.vendor.id for fate in found if fate.hindrance is None]
    owned = pages.owned(queries.running_of(web.scope(), ids))
    return _page(
        "upkeep/edit_vendors.html", form or _edit_form({"ids": _ids(found), "home_company": 0}), found, owned=owned
    )


_PAGES = {"end": _end_page, "resume": _resume_page, "delete": _delete_page, "edit": _edit_page}


def _vendors(form: ChosenForm) -> list[Organization]:
    return queries.chosen_vendors(web.scope(), web.numbers(form.ids.data or ""))


@bp.post("/vendors")
@requires(Permission.REGISTER_EDIT)
def choose_vendors() -> web.Reply:
    """Show what is about to happen to the ticked vendors, or to all that the list holds."""
    view, what = web.scope(Permission.REGISTER_VIEW), request.form.get("do", "")
    if what not in _PAGES:
        abort(400)
    if "all" in request.form:
        ids = queries.matching_vendors(view, vendor_filters(view))
    else:
        ids = ids_of(request.form.getlist("vendor"))
    if len(ids) > queries.AT_MOST:
        flash(_("You can change up to %(most)s vendors at once. Narrow the list first.", most=queries.AT_MOST), "error")
        return redirect(address("organizations.vendors", request.args), 303)
    chosen = queries.chosen_vendors(view, ids)
    if not chosen:
        flash(_("Select one or more vendors."), "error")
        return redirect(address("organizations.vendors", request.args), 303)
    return _PAGES[what](chosen)


def _one(organization_id: int) -> list[Organization]:
    return queries.chosen_vendors(web.scope(), [organization_id]) or abort(404)


@bp.get("/vendors/<int:organization_id>/end")
@requires(Permission.REGISTER_EDIT)
def end_vendor(organization_id: int) -> str:
    """What ending one vendor does."""
    return _end_page(_one(organization_id))


@bp.get("/vendors/<int:organization_id>/delete")
@requires(Permission.REGISTER_EDIT)
def delete_vendor(organization_id: int) -> str:
    """What deleting one vendor does, or why it cannot be deleted."""
    return _delete_page(_one(organization_id))


def _done(message: str, vendors: list[int]) -> Response:
    flash(message, "success")
    if len(vendors) == 1 and not request.args:
        return redirect(url_for("organizations.detail", organization_id=vendors[0]), 303)
    return redirect(address("organizations.vendors", request.args), 303)


@bp.post("/vendors/end")
@requires(Permission.REGISTER_EDIT)
def end_vendors() -> web.Reply:
    """End business with the vendors that were shown."""
    form = EndForm()
    vendors = _vendors(form) or abort(404)
    ids = [row.id for row in vendors]

    def end() -> int:
        actions.end_vendors(vendors, form.closing(), withdraw=bool(form.withdraw.data), by=mandate())
        return len(vendors)

    number = save(form, end)
    if number is None:
        return _page("upkeep/end_vendors.html", form, _fates(_vendors(form), fates.ending)), 422
    return _done(ngettext("%(num)s vendor set to “Ended”.", "%(num)s vendors set to “Ended”.", number), ids)


@bp.post("/vendors/resume")
@requires(Permission.REGISTER_EDIT)
def resume_vendors() -> web.Reply:
    """Make the ended vendors that were shown active again."""
    form = ChosenForm()
    vendors = _vendors(form) or abort(404)
    ids = [row.id for row in vendors]
    actions.resume_vendors(vendors, by=mandate())
    db.session.commit()
    return _done(ngettext("%(num)s vendor is active again.", "%(num)s vendors are active again.", len(ids)), ids)


@bp.post("/vendors/delete")
@requires(Permission.REGISTER_EDIT)
def delete_vendors() -> web.Reply:
    """Delete the vendors that were shown."""
    vendors = _vendors(ChosenForm()) or abort(404)
    number = len(vendors)
    actions.delete_vendors(vendors, by=mandate())
    db.session.commit()
    return _done(ngettext("%(num)s vendor deleted.", "%(num)s vendors deleted.", number), [])


@bp.post("/vendors/edit")
@requires(Permission.REGISTER_EDIT)
def edit_vendors() -> web.Reply:
    """Give the vendors that were shown another company that looks after them, and their engagements another owner."""
    form = _edit_form()
    vendors = _vendors(form) or abort(404)
    ids = [row.id for row in vendors]

    def changed() -> tuple[int, int]:
        by, records, engagements = mandate(), 0, 0
        if form.owner:
            engagements = edit_actions.give_owner(queries.running_of(by.edit, ids), form.owner, by=by)
        if form.home_company.data:
            records = edit_actions.hand_over(vendors, form.home_company.data, by=by)
        return records, engagements

    done = save(form, changed)
    if done is None:
        return _edit_page(_vendors(form), form), 422
    return _done(
        _("Vendors changed: %(records)s. Engagements changed: %(engagements)s.", records=done[0], engagements=done[1]),
        ids,
    )
