"""Assessments for staff: the list, one assessment with its answers, an answer's history, evidence."""

from __future__ import annotations

from flask import abort, render_template, request

from vendor_risk import web
from vendor_risk.assessments import list_queries, queries, words
from vendor_risk.assessments.blueprint import bp, load
from vendor_risk.assessments.evidence.downloads import download
from vendor_risk.assessments.forms import RecipientForm, due_form
from vendor_risk.assessments.links import views as link_views
from vendor_risk.assessments.links.invitation_actions import latest_invitation
from vendor_risk.assessments.models import AssessmentStatus
from vendor_risk.assessments.pages import view
from vendor_risk.assessments.states import WITH_RESPONDENT, Verb, can
from vendor_risk.database import now
from vendor_risk.domain.questionnaires import LEVEL_NAMES, given_value
from vendor_risk.i18n import language, local_today
from vendor_risk.notifications.queries import of_assessment
from vendor_risk.notifications.words import TONES as MAIL_TONES
from vendor_risk.notifications.words import statuses as mail_statuses
from vendor_risk.organizations import panels
from vendor_risk.organizations.contacts.queries import contact_names, is_contact
from vendor_risk.organizations.models import Organization
from vendor_risk.organizations.queries import companies
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.ids import an_id
from vendor_risk.web.paging import asked_order, asked_page

__all__ = ["bp", "link_views"]


def _filters() -> list_queries.AssessmentFilters:
    args = request.args
    return list_queries.AssessmentFilters(
        q=args.get("q", "").strip(),
        status=args.get("status", ""),
        questionnaire=args.get("questionnaire", ""),
        tier=args.get("tier", ""),
        issuer=args.get("issuer", type=an_id),
        organization=args.get("organization", type=an_id),
        overdue=args.get("due") == "overdue",
    )


@bp.get("/")
@requires(Permission.ASSESSMENT_VIEW)
def index() -> str:
    """All assessments one may see."""
    order, descending = asked_order(request.args, list_queries.ORDERS, "due")
    scope, filters = web.scope(), _filters()
    page = list_queries.assessments(scope, filters, local_today(), order, descending, asked_page(request.args))
    return render_template(
        "assessments/index.html",
        page=page,
        filters=filters,
        order=order,
        descending=descending,
        answered=queries.answered_counts([row.id for row in page.rows]),
        questionnaires=list_queries.questionnaire_choices(scope),
        companies=companies(scope),
        statuses=words.statuses(),
        tones=words.TONES,
        today=local_today(),
    )


@bp.get("/<int:assessment_id>")
@requires(Permission.ASSESSMENT_VIEW)
def detail(assessment_id: int) -> str:
    """One assessment: where it stands, its answers by section, links and mails."""
    assessment = load(assessment_id)
    last, invitations = latest_invitation(assessment.id), queries.invitations(assessment.id)
    return render_template(
        "assessments/detail.html",
        assessment=assessment,
        page=view(assessment),
        invitations=invitations,
        contact_names=contact_names((invitation.email for invitation in invitations), language()),
        mails=of_assessment(assessment.id),
        no_contact=last is not None and not is_contact(assessment.organization_id, last.email),
        with_respondent=assessment.status in WITH_RESPONDENT,
        accepted=assessment.status == AssessmentStatus.ACCEPTED,
        can_close=can(assessment, Verb.EXPIRE),
        can_reopen=can(assessment, Verb.REOPEN),
        recipient=RecipientForm(obj=last) if last else RecipientForm(),
        due=due_form(assessment.due_on),
        statuses=words.statuses(),
        tones=words.TONES,
        mail_statuses=mail_statuses(),
        mail_tones=MAIL_TONES,
        level_names=LEVEL_NAMES,
        at=now(),
        today=local_today(),
    )


@bp.get("/<int:assessment_id>/questions/<path:question_id>")
@requires(Permission.ASSESSMENT_VIEW)
def history(assessment_id: int, question_id: str) -> str:
    """Every state one answer ever had."""
    assessment = load(assessment_id)
    question = queries.asked(assessment).by_id.get(question_id) or abort(404)
    questionnaire = queries.asked(assessment)
    return render_template(
        "assessments/history.html",
        assessment=assessment,
        question=question,
        scale=questionnaire.scales.get(question.scale_id) if question.scale_id else None,
        revisions=queries.revisions(assessment.id, question_id),
        given_value=given_value,
        sources=words.sources(),
        grades=words.evidence_grades(),
        level_names=LEVEL_NAMES,
    )


@bp.get("/<int:assessment_id>/evidence/<int:evidence_id>")
@requires(Permission.ASSESSMENT_VIEW)
def evidence(assessment_id: int, evidence_id: int) -> web.Reply:
    """A file that a respondent attached, as a download."""
    assessment = load(assessment_id)
    item = queries.evidence_item(assessment.id, evidence_id) or abort(404)
    return download(item)


def _panel(organization: Organization) -> panels.Panel | None:
    """What an organization was asked, newest first, on its page."""
    scope = web.scope(Permission.ASSESSMENT_VIEW)
    if scope.empty:
        return None
    filters = list_queries.AssessmentFilters(organization=organization.id)
    page = list_queries.assessments(scope, filters, local_today(), "issued", descending=True)
    answered = queries.answered_counts([row.id for row in page.rows])
    context = {"page": page, "answered": answered, "statuses": words.statuses(), "tones": words.TONES}
    return panels.Panel("assessments/_panel.html", context)


panels.register(_panel, order=5)
