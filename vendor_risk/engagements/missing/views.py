"""Details missing: by company and owner, of one owner, as a file; and asking owners for them by a link."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.domain.texts.two_languages import shown
from vendor_risk.engagements import queries as engagement_queries
from vendor_risk.engagements.blueprint import asked_company, bp
from vendor_risk.engagements.forms import missing_words
from vendor_risk.engagements.missing import actions, queries
from vendor_risk.engagements.missing.queries import AskedOwner, OwnerRow
from vendor_risk.i18n import language
from vendor_risk.notifications.links import Site
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations import tree
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.files import TABLES
from vendor_risk.web.ids import id_or_none
from vendor_risk.web.paging import asked_page
from vendor_risk.web.tables import PageColumn, PageRow, PageTable, send_as


@bp.get("/missing")
@requires(Permission.REGISTER_VIEW)
def missing() -> str:
    """Who can tell what nobody has said of engagements: those whose tier could be more critical first."""
    scope, company = web.scope(), asked_company()
    page = queries.owners(scope, company, asked_page(request.args))
    return render_template(
        "engagements/missing/index.html",
        page=page,
        requests=queries.open_requests((row.owner for row in page.rows), now()),
        total=engagement_queries.with_missing(scope),
        company=company,
        companies=tree.choices(organization_queries.companies(scope), language()),
        days=actions.DAYS,
        files=[(kind, url_for("engagements.missing_file", kind=kind, company=company)) for kind in TABLES],
    )


@bp.get("/missing/table.<kind>")
@requires(Permission.REGISTER_VIEW)
def missing_file(kind: str) -> Response:
    """The same list, all of it, as a workbook or CSV."""
    rows = queries.every_owner(web.scope(), asked_company())
    return send_as(kind, _table(rows), "details-missing", _("Details missing"))


def _table(rows: Sequence[OwnerRow]) -> PageTable:
    requests = queries.open_requests((row.owner for row in rows), now())
    lines = []
    for row in rows:
        asked = requests.get((row.company_id, row.email))
        cells = (
            shown(row, language(), "company_name"),
            shown(row, language(), "owner_name"),
            row.email,
            row.engagements,
            row.details,
            row.could_be_t1,
            row.could_be_t2,
            format_date(asked.created_at, "medium") if asked else "",
        )
        lines.append(PageRow(cells))
    columns = (
        PageColumn(_("Buyer")),
        PageColumn(_("Owner")),
        PageColumn(_("Email address")),
        PageColumn(_("Engagements"), "number"),
        PageColumn(_("Details missing"), "number"),
        PageColumn(_("Could be critical (T1)"), "number"),
        PageColumn(_("Could be important (T2)"), "number"),
        PageColumn(_("Link sent on")),
    )
    return PageTable(columns, lines)


@bp.get("/missing/<int:company_id>")
@requires(Permission.REGISTER_VIEW)
def missing_of(company_id: int) -> str:
    """The engagements of one owner in one company, with what is missing of each, and the link that is out."""
    company = _company(company_id, Permission.REGISTER_VIEW)
    owner = AskedOwner(company_id, request.args.get("email", "").lower(), request.args.get("name", ""))
    page = queries.lacking(owner, asked_page(request.args))
    return render_template(
        "engagements/missing/owner.html",
        owner=owner,
        company=company,
        page=page,
        words=missing_words(),
        sent=queries.open_requests([owner], now()).get((company_id, owner.email)),
        may_edit=web.may(Permission.REGISTER_EDIT, company_id),
        days=actions.DAYS,
    )


def _company(company_id: int, permission: Permission) -> Organization:
    if not web.scope(permission).covers(company_id):
        abort(404)
    return organization_queries.organization(web.scope(permission), company_id) or abort(404)


@bp.post("/missing/ask")
@requires(Permission.REGISTER_EDIT)
def ask_missing() -> Response:
    """Mail the selected owners a link to the form of what is missing of their engagements."""
    chosen = [_owner(text) for text in dict.fromkeys(request.form.getlist("owner"))]
    companies = {owner.company_id: _company(owner.company_id, Permission.REGISTER_EDIT) for owner in chosen}
    sent = [
        actions.ask(
            owner,
            companies[owner.company_id],
            asker=current_user,
            site=Site.of(web.settings()),
            usual_language=web.settings().default_language,
            at=now(),
            actor=web.actor(),
        )
        for owner in chosen
    ]
    db.session.commit()
    _tell(sum(request is not None for request in sent), len(chosen))
    return redirect(web.safe_path(request.form.get("next") or url_for("engagements.missing")))


def _owner(text: str) -> AskedOwner:
    """The owner that a box of the list names: "7 name@company.example"."""
    company, _space, email = text.partition(" ")
    return AskedOwner(id_or_none(company) or abort(404), email.strip().lower())


def _tell(sent: int, chosen: int) -> None:
    if not chosen:
        flash(_("Select the owners to ask. No email has been sent."), "error")
    if sent:
        words = ngettext(
            "%(num)s email with a link has been placed in the outbox.",
            "%(num)s emails with a link have been placed in the outbox.",
            sent,
        )
        flash(words, "success")
    if sent < chosen:
        words = ngettext(
            "No request was sent to %(num)s owner who no longer has missing details or has no valid email address.",
            "No request was sent to %(num)s owners who no longer have missing details or have no valid email address.",
            chosen - sent,
        )
        flash(words, "warning")


@bp.post("/missing/<int:company_id>/end")
@requires(Permission.REGISTER_EDIT)
def end_asking(company_id: int) -> Response:
    """End the link that an owner has."""
    _company(company_id, Permission.REGISTER_EDIT)
    owner = AskedOwner(company_id, request.form.get("email", "").lower())
    ended = actions.end(owner, at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Link revoked.") if ended else _("There was no active link."), "success" if ended else "info")
    return redirect(url_for("engagements.missing_of", company_id=company_id, email=owner.email))
