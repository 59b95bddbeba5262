"""One supply link: its weight explained part by part, a person's own weight with a reason, and what it was before."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.domain.chain.dependency import Dependency, DependencySource, dependency
from vendor_risk.engagements.categories import category_name
from vendor_risk.engagements.forms import vocabulary
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis import arrays
from vendor_risk.exposure.blueprint import bp
from vendor_risk.exposure.queries import EngagementBasis
from vendor_risk.i18n import language
from vendor_risk.permissions import Permission, requires
from vendor_risk.supply_chain import actions
from vendor_risk.supply_chain import queries as supply_chain_queries
from vendor_risk.supply_chain.forms import WeightForm, source_labels
from vendor_risk.supply_chain.models import SupplyLink
from vendor_risk.web.saving import save


@dataclass(frozen=True, slots=True)
class WeightPart:
    """One fact a weight follows from, in words, and how much it passes on (0–1)."""

    title: str
    said: str
    part: float


def by_facts(link: SupplyLink) -> tuple[Dependency, EngagementBasis | None, float | None]:
    """The weight as the facts give it, the engagement it follows (None: declared), and the share of spend (0–1)."""
    engagement = None if link.engagement_id is None else queries.engagement_facts(link.engagement_id)
    if engagement is None:
        return dependency(None, arrays.RULES), None, None
    share = queries.share_of_spend(engagement)
    facts = arrays.facts_of(engagement.substitutability, engagement.access, engagement.data_class)
    return dependency(facts, arrays.RULES, share=share), engagement, share


def _parts(found: Dependency, engagement: EngagementBasis | None, share: float | None) -> list[WeightPart]:
    def part(source: DependencySource, part: float) -> WeightPart:
        if engagement is None:
            return WeightPart(_("No details of this relationship are registered"), _("default value assumed"), part)
        if source is DependencySource.ASSUMED:
            return WeightPart(_("Missing details"), _("default value assumed"), part)
        if source is DependencySource.SUBSTITUTABILITY:
            said = vocabulary("substitutability")[engagement.substitutability or ""]
            return WeightPart(_("Ease of replacement"), said, part)
        if source is DependencySource.ACCESS:
            said = vocabulary("access")[engagement.access or ""]
            return WeightPart(_("Access to our systems and premises"), said, part)
        if source is DependencySource.DATA:
            said = vocabulary("confidential_data")[engagement.data_class or ""]
            return WeightPart(_("Our information held by the vendor"), said, part)
        what = category_name(engagement.category, language())
        said = _("%(share)s%% of the customer’s spend on %(what)s", share=f"{(share or 0) * 100:.0f}", what=what)
        return WeightPart(_("Share of spend"), said, part)

    return [part(source, value) for source, value in found.parts]


def _counting(link: SupplyLink) -> float:
    return by_facts(link)[0].weight if link.weight is None else link.weight


def _load(link_id: int) -> SupplyLink:
    return supply_chain_queries.link(web.scope(), link_id) or abort(404)


def _page(link: SupplyLink, form: WeightForm, status: int = 200) -> tuple[str, int]:
    found, engagement, share = by_facts(link)
    others = [
        (other, by_facts(other)[0].weight if other.weight is None else other.weight)
        for other in supply_chain_queries.doubles(link)
    ]
    counts = found.weight if link.weight is None else link.weight
    return render_template(
        "exposure/link.html",
        link=link,
        form=form,
        facts=found,
        parts=_parts(found, engagement, share),
        counts=counts,
        others=others,
        heaviest=max([counts, *(weight for _other, weight in others)]),
        versions=supply_chain_queries.versions(web.scope(), link.buyer_id, link.supplier_id)[
            : supply_chain_queries.MOST_VERSIONS
        ],
        sources=source_labels(),
        editable=web.may(Permission.REGISTER_EDIT) and supply_chain_queries.may_edit(web.scope(), link.buyer),
    ), status


@bp.get("/links/<int:link_id>")
@requires(Permission.REGISTER_VIEW)
def link(link_id: int) -> tuple[str, int]:
    """What the weight of a link is made of, and what it was."""
    found = _load(link_id)
    weight = None if found.weight is None else round(found.weight * 100)
    return _page(found, WeightForm(weight=weight, reason=found.weight_reason))


def _to_change(link_id: int) -> SupplyLink:
    found = _load(link_id)
    return found if supply_chain_queries.may_edit(web.scope(), found.buyer) else abort(403)


@bp.post("/links/<int:link_id>/weight")
@requires(Permission.REGISTER_EDIT)
def state_weight(link_id: int) -> Response | tuple[str, int]:
    """A person's own weight, with the reason."""
    found, form = _to_change(link_id), WeightForm()
    saved = save(
        form,
        lambda: actions.state_weight(
            found, form.weight.data / 100, form.reason.data or "", at=now(), actor=web.actor()
        ),
    )
    if saved is None:
        return _page(found, form, 422)
    flash(_("Weight saved. Exposure will now be calculated with this weight."), "success")
    return redirect(url_for("exposure.link", link_id=link_id))


@bp.post("/links/<int:link_id>/weight/release")
@requires(Permission.REGISTER_EDIT)
def release_weight(link_id: int) -> Response:
    """Let the weight follow from the facts again."""
    actions.release_weight(_to_change(link_id), at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Automatic weight restored."), "success")
    return redirect(url_for("exposure.link", link_id=link_id))
