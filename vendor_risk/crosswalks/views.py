"""Use answers again: what another questionnaire says about ours, confirmed by a person and carried over."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk import web
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment
from vendor_risk.crosswalks import actions, offers, queries, words
from vendor_risk.crosswalks.earlier.offer import earlier_answers
from vendor_risk.crosswalks.forms import chosen_levels
from vendor_risk.crosswalks.proposal import ProposalState, label
from vendor_risk.crosswalks.proposals import proposals, rules
from vendor_risk.database import now
from vendor_risk.domain.questionnaires import LEVEL_NAMES
from vendor_risk.organizations import panels
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires import queries as questionnaire_queries
from vendor_risk.web import saving
from vendor_risk.web.ids import an_id

bp = Blueprint("crosswalks", __name__, url_prefix="/crosswalks")


def _load(assessment_id: int) -> Assessment:
    """An assessment whose issuer lies in the scope: carrying over is issuing."""
    found = assessment_queries.assessment(web.scope(), assessment_id)
    if found is None or not web.scope().covers(found.issuer_id):
        abort(404)
    return found


def _source(target: Assessment) -> Assessment | None:
    """The assessment answers come from: the one asked for, or the newest there is."""
    found = queries.sources(web.scope(), target.organization_id, target.questionnaire_version.key)
    wanted = request.values.get("source", type=an_id)
    if wanted is None:
        return found[0] if found else None
    chosen = assessment_queries.assessment(web.scope(), wanted)
    if chosen is None or chosen.organization_id != target.organization_id:
        abort(404)
    return chosen


def _page(target: Assessment, source: Assessment | None) -> web.Reply:
    return redirect(url_for("crosswalks.show", assessment_id=target.id, source=source.id if source else None), 303)


@bp.get("/<int:assessment_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def show(assessment_id: int) -> str:
    """What other answers of this organization say about the questions of this assessment."""
    target = _load(assessment_id)
    source = _source(target)
    return render_template(
        "crosswalks/show.html",
        assessment=target,
        source=source,
        sources=queries.sources(web.scope(), target.organization_id, target.questionnaire_version.key),
        found=proposals(target, source) if source else None,
        clear=rules().confidence.clear,
        highest=actions.highest(),
        earlier=earlier_answers(target),
        level_names=LEVEL_NAMES,
        label=label,
        words=words,
        State=ProposalState,
    )


@bp.get("/<int:assessment_id>/source/<path:question_id>")
@requires(Permission.ASSESSMENT_VIEW)
def origin(assessment_id: int, question_id: str) -> web.Reply:
    """To the assessment a carried-over answer came from."""
    target = assessment_queries.assessment(web.scope(), assessment_id) or abort(404)
    marked = queries.carried(target.id).get(question_id) or abort(404)
    source = assessment_queries.assessment(web.scope(), marked.source_id) or abort(404)
    return redirect(url_for("assessments.detail", assessment_id=source.id), 303)


@bp.post("/<int:assessment_id>/carry")
@requires(Permission.ASSESSMENT_ISSUE)
def carry(assessment_id: int) -> web.Reply:
    """Carry the ticked answers over."""
    target = _load(assessment_id)
    source = _source(target) or abort(404)
    with saving.committed() as ending:
        done = actions.carry(target, source, chosen_levels(request.form), at=now(), actor=web.actor())
    if ending:
        flash(ngettext("%(num)s answer was carried over.", "%(num)s answers were carried over.", len(done)), "success")
    return _page(target, source)


@bp.post("/<int:assessment_id>/decide")
@requires(Permission.ASSESSMENT_ISSUE)
def decide(assessment_id: int) -> web.Reply:
    """Say that questions do not ask the same, or take that back; remembered for every workbook of the form."""
    target = _load(assessment_id)
    source = _source(target) or abort(404)
    own_id, _mark, foreign_id = request.form.get("pair", "").partition("|")
    fits = None if request.form.get("verdict") == "undo" else False
    with saving.committed():
        actions.decide(target, source, own_id, foreign_id, fits=fits, at=now(), actor=web.actor())
    return _page(target, source)


@bp.post("/<int:assessment_id>/hand-in")
@requires(Permission.ASSESSMENT_ISSUE)
def hand_in(assessment_id: int) -> web.Reply:
    """Hand the carried-over answers in as they stand, for review and a first score."""
    target = _load(assessment_id)
    with saving.committed() as ending:
        actions.hand_in(target, at=now(), actor=web.actor())
    if not ending:
        return _page(target, None)
    flash(_("Submitted. A provisional score is now available; a reviewer will still check the answers."), "success")
    return redirect(url_for("assessments.detail", assessment_id=target.id), 303)


@bp.get("/from/<int:assessment_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def use(assessment_id: int) -> str:
    """For which questionnaires of ours these answers can be used, and how far they reach."""
    source = _load(assessment_id)
    return render_template("crosswalks/use.html", source=source, label=label, offers=offers.offers(web.scope(), source))


@bp.post("/from/<int:assessment_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def begin(assessment_id: int) -> web.Reply:
    """Go to our questionnaire for this organization, begun now if it is not running."""
    source = _load(assessment_id)
    version = questionnaire_queries.version(web.scope(), request.form.get("version", 0, type=an_id)) or abort(404)
    with saving.committed() as ending:
        target = actions.begin(web.scope(), source, version, at=now(), actor=web.actor())
    if not ending:
        return redirect(url_for("crosswalks.use", assessment_id=source.id), 303)
    return _page(target, source)


def _panel(organization: Organization) -> panels.Panel | None:
    """On an organization's page: answers of its own that can be used for our questionnaires."""
    scope = web.scope(Permission.ASSESSMENT_ISSUE)
    if scope.empty:
        return None
    found = offers.foreign(scope, organization.id)
    return panels.Panel("crosswalks/_panel.html", {"sources": found, "label": label}) if found else None


panels.register(_panel, order=7)
