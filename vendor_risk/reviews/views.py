"""Review of submitted assessments: the queue, the answers beside those of the previous round, and the decisions."""

from __future__ import annotations

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from vendor_risk import web
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.assessments.evidence.downloads import download
from vendor_risk.assessments.links.invitation_actions import latest_invitation
from vendor_risk.assessments.links.site import site
from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.results.explanation import short
from vendor_risk.assessments.states import WITH_REVIEWER
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import LEVEL_NAMES, EvidenceGrade, NaDecision, Tier
from vendor_risk.errors import Conflict
from vendor_risk.i18n import language, local_today
from vendor_risk.organizations.names import display
from vendor_risk.organizations.queries import companies
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.queries import rules
from vendor_risk.questionnaires.titles import title_in
from vendor_risk.reviews import actions, bulk_views, queries, result_views
from vendor_risk.reviews.blueprint import bp
from vendor_risk.reviews.forms import JudgementForm, QueueForm, ReviewDecisionForm
from vendor_risk.reviews.items import REMARKS, ReviewItem, items, tally, unremarkable
from vendor_risk.web.ids import an_id
from vendor_risk.web.paging import asked_order, asked_page

__all__ = ["bp", "bulk_views", "result_views"]


@bp.get("/")
@requires(Permission.REVIEW_DECIDE)
def index() -> str:
    """What waits for review, what matters first."""
    scope, form = web.scope(), QueueForm(request.args)
    waiting = queries.waiting_questionnaires(scope)
    titles = [SelectChoice(row.key, title_in(language(), row)) for row in waiting]
    askers = [SelectChoice(str(row.id), display(row, language())) for row in companies(scope)]
    form.questionnaire.choices = [SelectChoice("", _("All")), *titles]
    form.company.choices = [SelectChoice("", _("All")), *askers]
    filters = queries.QueueFilters(
        q=form.q.data or "",
        tier=form.tier.data or "",
        questionnaire=form.questionnaire.data or "",
        status=form.status.data or "",
        company=request.args.get("company", type=an_id),
    )
    order, descending = asked_order(request.args, queries.ORDERS, "matters")
    page = queries.queue(scope, filters, order, descending, asked_page(request.args))
    today = local_today()
    return render_template(
        "reviews/index.html", page=page, form=form, order=order, descending=descending, today=today, filters=filters
    )


def _load(assessment_id: int) -> Assessment:
    found = queries.to_review(web.scope(), assessment_id)
    if found is None:
        abort(404)
    return found


def _items(assessment: Assessment) -> list[ReviewItem]:
    tier = Tier(assessment.tier) if assessment.tier else None
    return items(
        assessment_queries.asked(assessment),
        tier,
        rules().scoring,
        assessment_queries.answers(assessment.id),
        queries.answers_of(queries.former(assessment)),
        assessment_queries.evidence(assessment.id),
    )


def _words() -> dict[str, object]:
    return {
        "level_name": level_name,
        "level_names": LEVEL_NAMES,
        "short": short,
        "remark_words": REMARKS,
        "rules": rules(),
        "EvidenceGrade": EvidenceGrade,
    }


@bp.get("/<int:assessment_id>")
@requires(Permission.REVIEW_DECIDE)
def review(assessment_id: int) -> str:
    """The answers under review, with what is notable and what was answered in the previous round."""
    assessment = _load(assessment_id)
    found = _items(assessment)
    claims = frozenset(actions.open_claims(assessment)) if assessment.status in WITH_REVIEWER else frozenset()
    return render_template(
        "reviews/review.html",
        assessment=assessment,
        claims=[item for item in found if item.question.id in claims],
        items=found,
        tally=tally(found),
        plain=len(unremarkable(found)),
        open_=assessment.status in WITH_REVIEWER,
        former=queries.former(assessment),
        invitation=latest_invitation(assessment.id),
        result=queries.result(web.scope(Permission.ASSESSMENT_VIEW), assessment.id),
        form=ReviewDecisionForm(data={"seen_version": assessment.version}),
        **_words(),
    )


@bp.post("/<int:assessment_id>/questions/<path:question_id>")
@requires(Permission.REVIEW_DECIDE)
def judge(assessment_id: int, question_id: str) -> Response | BaseResponse:
    """Keep the judgement of one answer; scripts get the question's new block back."""
    assessment, form = _load(assessment_id), JudgementForm()
    if not form.validate():
        abort(400)
    actions.judge(
        assessment,
        question_id,
        form.judgement(),
        seen_version=form.seen_version.data or 0,
        actor=web.actor(),
        at=now(),
    )
    db.session.commit()
    if not web.wants_json():
        return redirect(url_for("reviews.review", assessment_id=assessment_id, _anchor=f"q-{question_id}"), code=303)
    found = _items(assessment)
    item = next(item for item in found if item.question.id == question_id)
    block = render_template("reviews/_item.html", assessment=assessment, item=item, open_=True, **_words())
    return jsonify(
        html=block,
        tally=tally(found),
        plain=len(unremarkable(found)),
        version=assessment.version,
        claims=actions.open_claims(assessment),
    )


@bp.post("/<int:assessment_id>/mark")
@requires(Permission.REVIEW_DECIDE)
def mark(assessment_id: int) -> BaseResponse:
    """Mark everything unremarkable as in order."""
    assessment = _load(assessment_id)
    number = actions.mark_in_order(assessment, unremarkable(_items(assessment)), actor=web.actor(), at=now())
    db.session.commit()
    flash(
        ngettext("%(num)s answer marked OK.", "%(num)s answers marked OK.", number),
        "success",
    )
    return redirect(url_for("reviews.review", assessment_id=assessment_id, show="look"), code=303)


@bp.post("/<int:assessment_id>/claims")
@requires(Permission.REVIEW_DECIDE)
def decide_claims(assessment_id: int) -> BaseResponse:
    """Accept or reject claims of "not applicable": all at once, or each as chosen."""
    assessment, _form = _decide(assessment_id)
    open_ = actions.open_claims(assessment)
    every = request.form.get("every", "")
    chosen = {name: every or request.form.get(f"claim-{name}", "") for name in open_}
    decisions = {name: NaDecision(text) for name, text in chosen.items() if text in set(NaDecision)}
    decided = actions.decide_claims(assessment, decisions, actor=web.actor(), at=now())
    db.session.commit()
    rejected = sum(decisions[name] is NaDecision.REFUSED for name in decided)
    accepted, left = len(decided) - rejected, len(open_) - len(decided)
    text = _("“Not applicable”: %(accepted)s accepted, %(rejected)s rejected.", accepted=accepted, rejected=rejected)
    flash(text, "success" if decided else "info")
    if left:
        flash(ngettext("%(num)s claim is still open.", "%(num)s claims are still open.", left), "warning")
    return redirect(url_for("reviews.review", assessment_id=assessment_id), code=303)


def _decide(assessment_id: int) -> tuple[Assessment, ReviewDecisionForm]:
    assessment, form = _load(assessment_id), ReviewDecisionForm()
    if not form.validate():
        abort(400)
    if str(assessment.version) != form.seen_version.data:
        raise Conflict(
            _("This assessment has changed since you opened the page. Check the latest version and decide again.")
        )
    return assessment, form


@bp.post("/<int:assessment_id>/ask-back")
@requires(Permission.REVIEW_DECIDE)
def ask_back(assessment_id: int) -> BaseResponse:
    """Return the marked questions to the respondent."""
    assessment, form = _decide(assessment_id)
    notes = actions.ask_back(assessment, form.note.data or "", actor=web.actor(), site=site(), at=now())
    db.session.commit()
    number = len(notes)
    if latest_invitation(assessment_id) is None:
        flash(
            _(
                "The marked questions can be answered again. No one was invited by email, so please inform the "
                "respondent yourself."
            ),
            "warning",
        )
    else:
        flash(
            ngettext("%(num)s question returned by email.", "%(num)s questions returned by email.", number),
            "success",
        )
    return redirect(url_for("reviews.index"), code=303)


@bp.post("/<int:assessment_id>/accept")
@requires(Permission.REVIEW_DECIDE)
def accept(assessment_id: int) -> BaseResponse:
    """Accept the answers: the result counts from now on, its gaps become findings."""
    assessment, _form = _decide(assessment_id)
    actions.accept(assessment, actor=web.actor(), at=now(), site=site())
    db.session.commit()
    flash(_("Answers accepted. The result is now final, and its gaps have been recorded as findings."), "success")
    invited = latest_invitation(assessment_id)
    if invited is not None:
        flash(_("A link to the result will be emailed to %(address)s.", address=invited.email), "info")
    return redirect(url_for("reviews.result", assessment_id=assessment_id), code=303)


@bp.get("/<int:assessment_id>/evidence/<int:evidence_id>")
@requires(Permission.ASSESSMENT_VIEW)
def evidence(assessment_id: int, evidence_id: int) -> Response:
    """A file that supports an answer, as a download."""
    assessment = assessment_queries.assessment(web.scope(), assessment_id)
    item = None if assessment is None else assessment_queries.evidence_item(assessment_id, evidence_id)
    if item is None:
        abort(404)
    return download(item)
