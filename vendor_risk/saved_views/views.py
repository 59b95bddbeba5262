"""Saved views: the list, saving the page one came from, opening, renaming, deleting."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Flask, abort, flash, has_request_context, redirect, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from vendor_risk import web
from vendor_risk.config import Config
from vendor_risk.database import db, now
from vendor_risk.i18n import language, local_today
from vendor_risk.organizations.names import display
from vendor_risk.organizations.queries import companies
from vendor_risk.permissions import Permission, requires
from vendor_risk.saved_views import actions, places, queries
from vendor_risk.saved_views.forms import RenameForm, SaveForm
from vendor_risk.saved_views.models import SavedView

bp = Blueprint("saved_views", __name__, url_prefix="/saved_views")


@bp.get("/")
@requires(Permission.HEATMAP_VIEW)
def index() -> str:
    """One's own views, and those that were shared."""
    return render_template(
        "saved_views/index.html",
        rows=queries.views(web.scope(), current_user.id),
        form=RenameForm(),
        page_names=page_names(),
        place=places.endpoint,
    )


def page_names() -> dict[str, str]:
    """What the pages that can be saved are called."""
    return {
        "board.index": _("Supply chain board"),
        "changes.index": _("Changes"),
        "companies.company": _("Company overview"),
        "companies.index": _("Company overview"),
        "exposure.chain_map": _("Supply chain map"),
        "exposure.index": _("Exposure"),
        "exposure.picture": _("Supply chain charts"),
        "heatmaps.group": _("Group heatmap"),
        "heatmaps.vendors": _("Vendor heatmap"),
        "home.number": _("Home page figures"),
        "improvement.index": _("Findings"),
        "organizations.vendors": _("Vendors"),
    }


def _moments(address: tuple[str, str]) -> list[SelectChoice]:
    """What a view that compares may compare with each time it is opened; one choice where it does not compare."""
    path, query = address
    if places.endpoint(path) not in places.MOMENTS:
        return [SelectChoice("", _("No comparison"))]
    named = {"month": _("One month ago"), "quarter": _("One quarter ago"), "year": _("One year ago")}
    asked = places.since(query)
    pinned = places.since(places.resolved(query, local_today()))
    found = [SelectChoice("", _("Page default"))]
    if pinned:
        found.append(SelectChoice(pinned, _pinned(pinned)))
    rest = [SelectChoice(key, text) for key, text in named.items()]
    return sorted([*found, *rest], key=lambda choice: choice.value != asked)


def _pinned(moment: str) -> str:
    try:
        return str(_("Fixed date: %(day)s", day=format_date(date.fromisoformat(moment), "long")))
    except ValueError:
        return moment.removeprefix("round:")


def _form(address: tuple[str, str]) -> SaveForm:
    form, lang = SaveForm(), language()
    shared = [
        SelectChoice(
            row.id, _("All users with access to %(company)s or a company below it", company=display(row, lang))
        )
        for row in companies(web.scope())
    ]
    form.company.choices = [SelectChoice(0, _("Only me")), *shared]
    form.since.choices = _moments(address)
    return form


def _asked(text: str) -> tuple[str, str]:
    return places.split(text) or abort(404)


@bp.get("/new")
@requires(Permission.HEATMAP_VIEW)
def new() -> str:
    """Name the page one came from."""
    address = _asked(request.args.get("address", ""))
    form = _form(address)
    form.address.data = "?".join(part for part in address if part)
    return _page(form, address)


def _page(form: SaveForm, address: tuple[str, str]) -> str:
    name = places.endpoint(address[0]) or ""
    compares = name in places.MOMENTS
    return render_template(
        "saved_views/new.html", form=form, page_name=page_names()[name], compares=compares, back=form.address.data
    )


@bp.post("/")
@requires(Permission.HEATMAP_VIEW)
def save() -> web.Reply:
    """Save it."""
    address = _asked(request.form.get("address", ""))
    form = _form(address)
    if not form.validate_on_submit():
        web.flash_errors(form)
        return _page(form, address), 422
    path, query = address
    if places.endpoint(path) in places.MOMENTS:
        query = places.with_since(query, form.since.data)
    actions.save(
        web.scope(),
        current_user.id,
        form.name.data,
        (path, query),
        form.company.data or None,
        at=now(),
        actor=web.actor(),
    )
    db.session.commit()
    flash(_("View saved. You can open it from “Saved views”."), "success")
    return redirect(f"{path}?{query}" if query else path, code=303)


@bp.get("/<int:view_id>")
@requires(Permission.HEATMAP_VIEW)
def open_view(view_id: int) -> Response:
    """Go to the page as it was saved; what it shows is what its reader may see."""
    row = queries.view(web.scope(), current_user.id, view_id) or abort(404)
    page = places.endpoint(row.path) or abort(404)
    query = row.query if page == "board.index" else places.resolved(row.query, local_today())
    return redirect(f"{row.path}?{query}" if query else row.path)


def _own(view_id: int) -> SavedView:
    return queries.own(web.scope(), current_user.id, view_id) or abort(404)


@bp.post("/<int:view_id>/rename")
@requires(Permission.HEATMAP_VIEW)
def rename(view_id: int) -> Response:
    """Another name for one's own view."""
    row, form = _own(view_id), RenameForm()
    if form.validate_on_submit():
        actions.rename(row, form.name.data, at=now(), actor=web.actor())
        db.session.commit()
    else:
        flash(" ".join(str(text) for texts in form.errors.values() for text in texts), "error")
    return redirect(url_for("saved_views.index"), code=303)


@bp.post("/<int:view_id>/delete")
@requires(Permission.HEATMAP_VIEW)
def delete(view_id: int) -> Response:
    """Take one's own view away."""
    actions.delete(_own(view_id), at=now(), actor=web.actor())
    db.session.commit()
    flash(_("View deleted."), "success")
    return redirect(url_for("saved_views.index"), code=303)


def init_app(app: Flask, _config: Config) -> None:
    """Offer to save wherever a page can be saved."""

    @app.context_processor
    def _saving() -> dict[str, object]:
        saveable = has_request_context() and request.endpoint in places.PAGES and request.method == "GET"
        return {"save_view_url": url_for("saved_views.new", address=request.full_path.rstrip("?")) if saveable else ""}
