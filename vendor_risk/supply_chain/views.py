"""Supply links and the chain of one organization: pages."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.domain.texts.two_languages import written
from vendor_risk.errors import Refused
from vendor_risk.i18n import language, local_day, local_today
from vendor_risk.organizations import panels
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import NamesRow
from vendor_risk.permissions import Permission, requires
from vendor_risk.supply_chain import actions, queries
from vendor_risk.supply_chain.forms import LinkForm, NewLinkForm, source_labels
from vendor_risk.supply_chain.models import LinkSource, SupplyLink
from vendor_risk.supply_chain.queries import LinkFilters
from vendor_risk.web.ids import an_id
from vendor_risk.web.paging import asked_order, asked_page
from vendor_risk.web.saving import save

bp = Blueprint("supply_chain", __name__, url_prefix="/supply_chain")
MOST_SHOWN = 300
"""Organizations named on each side of the chain page, nearest first; the page says how many more there are."""


@bp.get("/")
@requires(Permission.REGISTER_VIEW)
def index() -> str:
    """The links one may see, found, filtered and sorted."""
    args, scope = request.args, web.scope()
    age = args.get("older_than", "")
    filters = LinkFilters(
        q=args.get("q", ""), source=args.get("source", ""), older_than=int(age) if age in map(str, queries.AGES) else 0
    )
    order, descending = asked_order(args, queries.ORDERS, "seen")
    return render_template(
        "supply_chain/index.html",
        page=queries.links(scope, filters, local_today(), order, descending, asked_page(args)),
        filters=filters,
        filtered=filters != LinkFilters(),
        order=order,
        descending=descending,
        ages=queries.AGES,
        sources=source_labels(),
        editable=_editable,
    )


def _editable(row: queries.LinkRow) -> bool:
    """Whether the signed-in person may change this row of the list: not a contract's, and the buyer is theirs."""
    company_id = row.buyer_id if row.buyer_kind == OrganizationKind.GROUP_COMPANY else row.buyer_home_company_id
    return row.engagement_id is None and web.may(Permission.REGISTER_EDIT, company_id)


@bp.get("/chain/<int:organization_id>")
@requires(Permission.REGISTER_VIEW)
def chain(organization_id: int) -> str:
    """Who depends on an organization and whom it depends on, step by step."""
    scope = web.scope()
    organization = organization_queries.organization(scope, organization_id) or abort(404)
    up, down = queries.chain(scope, organization_id)
    shown = [*up[:MOST_SHOWN], *down[:MOST_SHOWN]]
    names = organization_queries.names_of({found for found, _depth in shown})
    return render_template(
        "supply_chain/chain.html",
        organization=organization,
        sides=[("up", len(up), _by_depth(up, names)), ("down", len(down), _by_depth(down, names))],
        most=MOST_SHOWN,
    )


def _by_depth(found: list[tuple[int, int]], names: dict[int, NamesRow]) -> list[tuple[int, list[NamesRow]]]:
    nearest = groupby(found[:MOST_SHOWN], key=lambda pair: pair[1])
    return [(depth, [names[organization_id] for organization_id, _depth in pairs]) for depth, pairs in nearest]


@bp.get("/history/<int:organization_id>")
@requires(Permission.REGISTER_VIEW)
def history(organization_id: int) -> str:
    """What the links of an organization were on a day, and every change of them with who made it."""
    scope = web.scope()
    organization = organization_queries.organization(scope, organization_id) or abort(404)
    rows, day = queries.versions(scope, organization_id), _asked_day(request.args.get("on", ""))
    return render_template(
        "supply_chain/history.html",
        organization=organization,
        versions=rows[: queries.MOST_VERSIONS],
        more=len(rows) > queries.MOST_VERSIONS,
        day=day,
        then=[row for row in rows if day and _valid_on(row, day)],
        sources=source_labels(),
        wrong_day=bool(request.args.get("on")) and day is None,
    )


def _asked_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _valid_on(row: queries.LinkVersionRow, day: date) -> bool:
    """Whether a version was the valid one at the end of that day, as days are where the page is read."""
    begun = local_day(row.since) <= day
    return begun and (row.until is None or local_day(row.until) > day)


def _party(text: str) -> Organization:
    found = organization_queries.named(web.scope(), text)
    if found is None:
        raise Refused(
            _(
                "No organisation that you have access to matches “%(text)s”, or more than one does. Select an "
                "organisation from the list, or add it first.",
                text=text,
            )
        )
    return found


def _buyer(text: str) -> Organization:
    found = _party(text)
    if not queries.may_edit(web.scope(), found):
        raise Refused(
            _(
                "You do not have permission to add relationships for %(name)s. Ask the group company responsible "
                "for it.",
                name=found.name,
            )
        )
    return found


def _form_page(form: LinkForm, link: SupplyLink | None) -> web.Reply:
    page = render_template("supply_chain/form.html", form=form, link=link)
    return page, 422 if form.is_submitted() else 200


def _to(link: SupplyLink) -> Response:
    flash(_("Saved."), "success")
    return redirect(url_for("supply_chain.chain", organization_id=link.buyer_id))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def new() -> web.Reply:
    """Add a link that a vendor declared or research found."""
    form = NewLinkForm(source=LinkSource.DECLARED.value, seen_on=local_today())
    if not form.is_submitted():
        wanted = request.args.get("buyer", type=an_id)
        buyer = None if wanted is None else organization_queries.organization(web.scope(), wanted)
        form.buyer.data = f"{buyer.code} – {buyer.display_name(language())}" if buyer else ""
        return _form_page(form, None)
    saved = save(
        form,
        lambda: actions.add_link(
            _buyer(form.buyer.data or "").id,
            _party(form.supplier.data or "").id,
            form.facts(),
            at=now(),
            actor=web.actor(),
        ),
    )
    return _to(saved) if saved else _form_page(form, None)


def _load(link_id: int) -> SupplyLink:
    link = queries.link(web.scope(), link_id) or abort(404)
    return link if queries.may_edit(web.scope(), link.buyer) else abort(403)


@bp.route("/<int:link_id>", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def edit(link_id: int) -> web.Reply:
    """Change a link; its two parties stay."""
    link = _load(link_id)
    weight = None if link.weight is None else round(link.weight * 100)
    form = LinkForm(obj=link)
    if not form.is_submitted():
        form.confidence.data, form.weight.data = round(link.confidence * 100), weight
        form.service_en.data, form.service_ja.data = written(link.service, link.service_en, link.service_ja)[1:]
        return _form_page(form, link)
    saved = save(form, lambda: actions.change_link(link, form.facts(link.service), at=now(), actor=web.actor()))
    return _to(saved) if saved else _form_page(form, link)


@bp.post("/<int:link_id>/remove")
@requires(Permission.REGISTER_EDIT)
def remove(link_id: int) -> Response:
    """Take a link out of the chain."""
    actions.remove_link(_load(link_id), at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Relationship removed."), "success")
    return redirect(url_for("supply_chain.index"))


def _panel(organization: Organization) -> panels.Panel:
    """The direct links of an organization, on its page."""
    buyers, suppliers = queries.links_of(web.scope(), organization.id)
    context = {"buyers": buyers, "suppliers": suppliers, "sources": source_labels()}
    return panels.Panel("supply_chain/_panel.html", context)


panels.register(_panel, order=20)
