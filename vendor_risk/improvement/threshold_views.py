"""From where on a gap is listed: the choices with how many findings each lists."""

from __future__ import annotations

from itertools import product

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.accounts import queries as account_queries
from vendor_risk.database import now
from vendor_risk.domain.scoring.findings import IMPACT_STEPS, LEVEL_STEPS, GapThreshold
from vendor_risk.improvement import actions, pages, threshold_queries, words
from vendor_risk.improvement.blueprint import bp
from vendor_risk.improvement.forms import ThresholdForm
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.ids import an_id
from vendor_risk.web.saving import save

_CHOICES = {f"{levels}/{impact}": GapThreshold(levels, impact) for levels, impact in product(LEVEL_STEPS, IMPACT_STEPS)}


def _page(form: ThresholdForm, company_id: int) -> str:
    current = threshold_queries.threshold_of(company_id)
    numbers = threshold_queries.reached(web.scope(), company_id, list(_CHOICES.values()))
    steps = [
        pages.Step(value, rule.levels, rule.impact, number, rule == current)
        for (value, rule), number in zip(_CHOICES.items(), numbers, strict=True)
    ]
    companies = account_queries.companies(web.scope())
    return render_template(
        "improvement/threshold.html",
        form=form,
        companies=companies,
        company=next(one for one in companies if one.id == company_id),
        table=pages.by_levels(steps),
        current=words.threshold(current),
        usual=words.threshold(GapThreshold()),
        followers=len(threshold_queries.followers(company_id)) - 1,
    )


@bp.get("/threshold")
@requires(Permission.REVIEW_DECIDE)
def threshold() -> str:
    """The threshold of a company of one's own, by default the topmost, and how many findings each choice lists."""
    company_id = request.args.get("company", type=an_id) or threshold_queries.topmost(web.scope())
    if company_id is None or not web.scope().covers(company_id):
        abort(404)
    return _page(ThresholdForm(formdata=None, data={"company": company_id}), company_id)


@bp.post("/threshold")
@requires(Permission.REVIEW_DECIDE)
def set_threshold() -> web.Reply | Response:
    """Set the threshold of a company of one's own."""
    form = ThresholdForm()
    company_id, chosen = form.company.data or 0, _CHOICES.get(form.threshold.data or "")
    if not web.scope().covers(company_id):
        abort(404)
    if chosen is None:
        flash(_("Select one of the thresholds shown."), "error")
        return _page(form, company_id), 422

    def said() -> GapThreshold:
        actions.set_threshold(company_id, chosen, actor=web.actor(), at=now())
        return chosen

    if save(form, said) is None:
        return _page(form, company_id), 422
    flash(_("Saved."), "success")
    return redirect(url_for("improvement.threshold", company=company_id), code=303)
