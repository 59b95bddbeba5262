"""Engagements: pages."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.engagements import actions, explaining, queries, tiering
from vendor_risk.engagements.blueprint import asked_company, bp
from vendor_risk.engagements.categories import category_choices, category_name
from vendor_risk.engagements.forms import (
    FEATURES,
    EngagementForm,
    NewEngagementForm,
    OverrideForm,
    missing_words,
    status_labels,
    vocabulary,
)
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.queries import EngagementFilters
from vendor_risk.errors import Refused
from vendor_risk.i18n import language, local_today
from vendor_risk.organizations import panels, tree
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.ids import an_id
from vendor_risk.web.paging import asked_order, asked_page
from vendor_risk.web.saving import save


@bp.app_template_filter("category_name")
def _category_name(key: str) -> str:
    return category_name(key, language())


@bp.get("/")
@requires(Permission.REGISTER_VIEW)
def index() -> str:
    """The engagements one may see, found, filtered and sorted."""
    args, scope = request.args, web.scope()
    company = asked_company()
    filters = EngagementFilters(
        q=args.get("q", ""),
        tier=args.get("tier", ""),
        category=args.get("category", ""),
        status=args.get("status", ""),
        company=company,
        ending=args.get("ending") == "1",
        missing=args.get("missing") == "1",
    )
    order, descending = asked_order(args, queries.ORDERS, "supplier")
    return render_template(
        "engagements/index.html",
        page=queries.engagements(scope, filters, local_today(), order, descending, asked_page(args), language()),
        filters=filters,
        filtered=filters != EngagementFilters(),
        order=order,
        descending=descending,
        today=local_today(),
        companies=tree.choices(organization_queries.companies(scope), language()),
        categories=category_choices(language()),
        statuses=status_labels(),
        ending_days=queries.ENDING_DAYS,
    )


def _load(engagement_id: int) -> Engagement:
    return queries.engagement(web.scope(), engagement_id) or abort(404)


@bp.get("/<int:engagement_id>")
@requires(Permission.REGISTER_VIEW)
def detail(engagement_id: int) -> str:
    """One engagement: its facts, its tier, and in words why."""
    engagement = _load(engagement_id)
    return _detail_page(engagement, OverrideForm(formdata=None, tier=engagement.tier))


def _detail_page(engagement: Engagement, override: OverrideForm) -> str:
    rules = tiering.rules()
    values = tiering.values_of(engagement)
    return render_template(
        "engagements/detail.html",
        engagement=engagement,
        explanation=explaining.explain(tiering.decision(values), rules),
        tiers=rules.tiers,
        features=[(rules.facts[fact].title, values.holds(fact)) for fact in FEATURES],
        missing=[missing_words()[name] for name in engagement.missing_facts],
        words={name: vocabulary(name) for name in ("confidential_data", "access", "substitutability")},
        statuses=status_labels(),
        override=override,
        Tier=Tier,
        supplier_visible=organization_queries.organization(web.scope(), engagement.supplier_id) is not None,
        may_edit=web.may(Permission.REGISTER_EDIT, engagement.buyer_id),
    )


def _prepare(form: NewEngagementForm) -> None:
    rows = organization_queries.companies(web.scope(Permission.REGISTER_EDIT))
    form.buyer_id.choices = tree.choices(rows, language())


def _form_page(form: EngagementForm, engagement: Engagement | None) -> web.Reply:
    page = render_template("engagements/form.html", form=form, engagement=engagement, features=FEATURES)
    return page, 422 if form.is_submitted() else 200


def _supplier(text: str) -> Organization:
    found = organization_queries.named(web.scope(), text)
    if found is None:
        raise Refused(
            _(
                "“%(text)s” is not among the vendors available to you. Select a vendor from the list, or add it first.",
                text=text,
            )
        )
    return found


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def new() -> web.Reply:
    """Add an engagement."""
    form = NewEngagementForm(
        owner_name_en=current_user.name_en, owner_name_ja=current_user.name_ja, owner_email=current_user.email
    )
    _prepare(form)
    if not form.is_submitted():
        wanted = request.args.get("supplier", type=an_id)
        vendor = None if wanted is None else organization_queries.organization(web.scope(), wanted)
        if vendor is not None:
            form.supplier.data = f"{vendor.code} – {vendor.display_name(language())}"
        return _form_page(form, None)
    saved = save(
        form,
        lambda: actions.add(
            form.code.data or "",
            form.buyer_id.data,
            _supplier(form.supplier.data or "").id,
            form.values(),
            at=now(),
            actor=web.actor(),
        ),
    )
    return _to(saved) if saved else _form_page(form, None)


def _to(engagement: Engagement) -> Response:
    if engagement.tier_could_be == engagement.tier:
        told = _("Saved. The tier is %(tier)s. See the explanation below.", tier=engagement.tier)
    else:
        told = _(
            "Saved. The tier is at least %(tier)s; it could be %(most)s once the missing details are known.",
            tier=engagement.tier,
            most=engagement.tier_could_be,
        )
    flash(told, "success")
    return redirect(url_for("engagements.detail", engagement_id=engagement.id))


@bp.route("/<int:engagement_id>/edit", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def edit(engagement_id: int) -> web.Reply:
    """Change an engagement; buyer and vendor stay."""
    engagement = _load(engagement_id)
    form = EngagementForm(obj=engagement)
    if engagement.status != EngagementStatus.ENDED:
        form.keep_running()
    if not form.is_submitted():
        form.show(tiering.values_of(engagement))
        return _form_page(form, engagement)
    saved = save(
        form,
        lambda: actions.change(
            engagement,
            form.code.data or engagement.code,
            form.values(tiering.values_of(engagement)),
            version=form.seen_version,
            at=now(),
            actor=web.actor(),
        ),
    )
    return _to(engagement) if saved else _form_page(form, engagement)


@bp.post("/<int:engagement_id>/tier")
@requires(Permission.REGISTER_EDIT)
def override(engagement_id: int) -> web.Reply:
    """Set another tier than the facts give, with a reason."""
    engagement = _load(engagement_id)
    form = OverrideForm()

    def _override() -> Engagement:
        actions.override_tier(engagement, Tier(form.tier.data), form.reason.data or "", at=now(), actor=web.actor())
        return engagement

    return _to(engagement) if save(form, _override) else (_detail_page(engagement, form), 422)


@bp.post("/<int:engagement_id>/tier/remove")
@requires(Permission.REGISTER_EDIT)
def remove_override(engagement_id: int) -> web.Reply:
    """Back to the tier the facts give."""
    engagement = _load(engagement_id)
    actions.remove_override(engagement, at=now(), actor=web.actor())
    db.session.commit()
    return _to(engagement)


def _panel(organization: Organization) -> panels.Panel:
    """The engagements of an organization, on its page."""
    scope = web.scope()
    bought = queries.of_buyer(scope, organization.id) if organization.kind == OrganizationKind.GROUP_COMPANY else []
    sold = queries.of_supplier(scope, organization.id)
    context = {"sold": sold, "bought": bought, "statuses": status_labels(), "tiers": tiering.rules().tiers}
    return panels.Panel("engagements/_panel.html", context)


def _owners(listed: panels.ListedVendors) -> Mapping[int, object]:
    """Who owns the engagements of these vendors."""
    return queries.owners_of(web.scope(), listed.ids, language())


panels.register(_panel, order=10)
panels.register_column(panels.Column("owner", _l("Owner"), "engagements/_owners.html", _owners))
panels.register_filter(
    panels.Filter(
        "category",
        _l("Service"),
        lambda: category_choices(language()),
        lambda value: queries.in_category(web.scope(), value),
    )
)

from vendor_risk.engagements.missing import link_views, views  # noqa: E402 - their routes belong to the blueprint above

__all__ = ["bp", "link_views", "views"]
