"""Campaigns: choose whom to ask, decide what and until when, look over the plan, issue; then follow the progress.

The steps carry everything in the form, so that nothing is kept between them and a plan is never stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from wtforms.fields.choices import SelectChoice

from vendor_risk import web
from vendor_risk.accounts.models import User
from vendor_risk.assessments import list_queries, queries, words
from vendor_risk.assessments.forms import DueForm, due_form, typed_day
from vendor_risk.assessments.links import signer_queries
from vendor_risk.assessments.links.figures import QUESTIONS
from vendor_risk.assessments.links.invitation_actions import LINK_PATH, estimated, letter_values
from vendor_risk.assessments.links.site import site
from vendor_risk.assessments.models import Campaign
from vendor_risk.assessments.states import WITH_RESPONDENT
from vendor_risk.campaigns import actions, issue_actions, issue_queries
from vendor_risk.campaigns import queries as campaign_queries
from vendor_risk.campaigns.blueprint import bp
from vendor_risk.campaigns.forms import CampaignForm
from vendor_risk.campaigns.words import obstacles
from vendor_risk.database import db, now
from vendor_risk.domain.days import is_holiday
from vendor_risk.engagements.categories import category_choices
from vendor_risk.i18n import LANGUAGES, language, local_today, speaking
from vendor_risk.notifications.texts import compose
from vendor_risk.organizations.contacts.queries import contact_names
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.names import display
from vendor_risk.organizations.queries import companies
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires import queries as questionnaire_queries
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.titles import title_in
from vendor_risk.web.due_dates import offered_day
from vendor_risk.web.ids import an_id
from vendor_risk.web.paging import asked_order, asked_page
from vendor_risk.web.query_state import address

__all__ = ["bp"]
DAYS_TO_ANSWER = 28


@bp.get("/")
@requires(Permission.ASSESSMENT_VIEW)
def index() -> str:
    """All campaigns with their progress."""
    page = campaign_queries.campaigns(web.scope(), asked_page(request.args))
    return render_template("campaigns/index.html", page=page, today=local_today())


@bp.get("/<int:campaign_id>")
@requires(Permission.ASSESSMENT_VIEW)
def campaign(campaign_id: int) -> str:
    """One campaign: how many stand where, and each assessment."""
    found = campaign_queries.campaign(web.scope(), campaign_id) or abort(404)
    order, descending = asked_order(request.args, list_queries.ORDERS, "status")
    filters = list_queries.AssessmentFilters(
        campaign=found.id, status=request.args.get("status", ""), q=request.args.get("q", "").strip()
    )
    page = list_queries.assessments(web.scope(), filters, local_today(), order, descending, asked_page(request.args))
    states = campaign_queries.campaign_states(found.id)
    return render_template(
        "campaigns/show.html",
        campaign=found,
        issuer=next((row for row in companies(web.scope()) if row.id == found.issuer_id), None),
        page=page,
        filters=filters,
        order=order,
        descending=descending,
        states=states,
        waiting=sum(number for state, number in states.items() if state in WITH_RESPONDENT),
        undelivered=campaign_queries.undelivered_of(found.id),
        due=due_form(found.due_on),
        answered=queries.answered_counts([row.id for row in page.rows]),
        statuses=words.statuses(),
        tones=words.TONES,
        today=local_today(),
    )


def _choice_filters() -> issue_queries.ChoiceFilters:
    values = request.values
    return issue_queries.ChoiceFilters(
        kind=values.get("kind", "") if values.get("kind") in set(OrganizationKind) else OrganizationKind.VENDOR.value,
        q=values.get("q", "").strip(),
        tier=values.get("tier", ""),
        category=values.get("category", ""),
        company=values.get("company", type=an_id),
        asked=values.get("asked", ""),
        contact=values.get("contact", ""),
        among=",".join(map(str, web.numbers(values.get("among", "")))),
    )


@bp.get("/new")
@requires(Permission.ASSESSMENT_ISSUE)
def new() -> str:
    """First step: whom to ask."""
    filters = _choice_filters()
    ticked = request.args.get("organization", type=an_id)
    return render_template(
        "campaigns/choose.html",
        filters=filters,
        page=issue_queries.choice(web.scope(), filters, asked_page(request.args), now()),
        companies=[(row.id, display(row, language())) for row in companies(web.scope())],
        categories=category_choices(language()),
        carried={name: value for name, value in asdict(filters).items() if value},
        ticked=ticked,
    )


def _campaign_form(ids: list[int] | None = None) -> CampaignForm:
    """The form with its choices; `ids` begins a new one with sensible values."""
    scope, lang = web.scope(), language()
    form = CampaignForm() if ids is None else CampaignForm(formdata=None)
    form.issuer.choices = [SelectChoice(row.id, display(row, lang)) for row in companies(scope)]
    for field, audience in ((form.vendor_version, "vendor"), (form.company_version, "group_company")):
        rows = questionnaire_queries.issuable(scope, audience)
        titles = [SelectChoice(row.id, title_in(lang, row)) for row in rows]
        field.choices = [*titles, SelectChoice(0, _("None (do not send)"))]
    if ids is not None:
        year = str(now().year)
        form.ids.data, form.round_label.data = ",".join(map(str, ids)), year
        for name, title_language in ((form.name_en, "en"), (form.name_ja, "ja")):
            with speaking(title_language):
                name.data = _("Security assessment %(year)s", year=year)
        form.due_on.data = offered_day(DAYS_TO_ANSWER)
        _remember_signer(form)
        top = next((row.id for row in companies(scope) if row.parent_id not in scope.companies), None)
        form.issuer.data = top
        form.vendor_version.data, form.company_version.data = (
            next((choice.value for choice in field.choices if choice.value), 0)
            for field in (form.vendor_version, form.company_version)
        )
    return form


def _remember_signer(form: CampaignForm) -> None:
    """Begin with the signer of the last campaign; the first time with the signed-in user."""
    last = signer_queries.remembered(web.scope(), web.actor())
    if last is None:
        user = db.session.get_one(User, current_user.id)
        form.person_ja.data, form.person_en.data = user.display_name("ja"), user.display_name("en")
        form.reply_to.data = user.email
        return
    for name in issue_actions.LETTER:
        if not name.startswith("message_"):
            form[name].data = getattr(last, name)


def _letters(form: CampaignForm, line: issue_actions.PlanLine | None) -> list[tuple[str, str, str]]:
    """(language, subject, text) of the invitation to the first recipient, as it would be sent in each language."""
    if line is None or line.version_id is None or line.recipient is None:
        return []
    decided, version = form.settings(), db.session.get_one(QuestionnaireVersion, line.version_id)
    issuer = db.session.get_one(Organization, decided.issuer_id)
    draft = Campaign(**{name: getattr(decided, name) for name in issue_actions.LETTER})
    found: list[tuple[str, str, str]] = []
    for lang in LANGUAGES:
        values = letter_values(
            replace(line.recipient, language=lang),
            organization=display(line.organization, lang),
            issuer=issuer.display_name(lang),
            questionnaire=version.title(lang),
            due_on=decided.due_on,
            signer=signer_queries.signer_in(draft, lang),
            site=site(),
        )
        subject, body = compose(
            "invitation",
            lang,
            **values,
            questions=QUESTIONS.read(len(line.question_ids)),
            minutes=estimated(version.id, len(line.question_ids)),
            message=draft.message_in(lang),
            link=f"{site().base_url}{LINK_PATH}…",
        )
        found.append((lang, subject, body))
    return found


def _settings_page(form: CampaignForm, status: int = 200) -> web.Reply:
    rows = issue_queries.chosen(web.scope(), form.chosen())
    kinds = {row.kind for row in rows}
    holiday = form.due_on.data is not None and is_holiday(form.due_on.data)
    page = render_template(
        "campaigns/settings.html", form=form, rows=rows, kinds=kinds, Kind=OrganizationKind, due_is_holiday=holiday
    )
    return page, status


@bp.post("/new")
@requires(Permission.ASSESSMENT_ISSUE)
def settings() -> web.Reply:
    """Second step: which questionnaire, until when, in which words."""
    if "back" in request.form:
        return _settings_page(_campaign_form())
    if request.form.get("all"):
        ids = issue_queries.choice_ids(web.scope(), _choice_filters(), now())
    else:
        ids = [row.id for row in issue_queries.chosen(web.scope(), request.form.getlist("organization", type=an_id))]
    if not ids:
        flash(_("Select organisations, or continue with all matching organisations."), "error")
        kept = {name: value for name, value in asdict(_choice_filters()).items() if value}
        return redirect(address("campaigns.new", kept), code=303)
    return _settings_page(_campaign_form(ids))


def _doubled(ready: Iterable[issue_actions.PlanLine]) -> list[str]:
    """The addresses, in lower case, that more than one of these lines would be mailed to."""
    counted = Counter(line.recipient.email.casefold() for line in ready if line.recipient is not None)
    return sorted(address for address, number in counted.items() if number > 1)


@bp.post("/preview")
@requires(Permission.ASSESSMENT_ISSUE)
def preview() -> web.Reply:
    """Third step: who gets what, and who cannot be asked."""
    form = _campaign_form()
    if not form.validate_on_submit():
        web.flash_errors(form)
        return _settings_page(form, 422)
    lines = issue_actions.plan(web.scope(), form.chosen(), form.settings())
    ready = [line for line in lines if line.obstacle is None]
    names = {row.id: title_in(language(), row) for row in questionnaire_queries.issuable(web.scope())}
    return render_template(
        "campaigns/preview.html",
        form=form,
        settings=form.settings(),
        ready=ready,
        doubled=_doubled(ready),
        letters=_letters(form, ready[0] if ready else None),
        due_is_holiday=is_holiday(form.settings().due_on),
        hindered=[line for line in lines if line.obstacle is not None],
        names=names,
        contact_names=contact_names((line.recipient.email for line in ready[:300] if line.recipient), language()),
        issuer=next(choice.label for choice in form.issuer.choices if choice.value == form.issuer.data),
        obstacles=obstacles(),
    )


@bp.post("/")
@requires(Permission.ASSESSMENT_ISSUE)
def issue() -> web.Reply:
    """Last step: issue to everyone who can be asked."""
    form = _campaign_form()
    if not form.validate_on_submit():
        web.flash_errors(form)
        return _settings_page(form, 422)
    lines = issue_actions.plan(web.scope(), form.chosen(), form.settings())
    made = issue_actions.issue_campaign(lines, form.settings(), site=site(), actor=web.actor(), at=now())
    db.session.commit()
    number = sum(line.obstacle is None for line in lines)
    flash(
        ngettext(
            "Questionnaire sent to %(num)s organisation.", "Questionnaires sent to %(num)s organisations.", number
        ),
        "success",
    )
    return redirect(url_for("campaigns.campaign", campaign_id=made.id), code=303)


def _campaign(campaign_id: int) -> Campaign:
    return campaign_queries.campaign(web.scope(), campaign_id) or abort(404)


@bp.post("/<int:campaign_id>/due")
@requires(Permission.ASSESSMENT_ISSUE)
def extend_campaign(campaign_id: int) -> web.Reply:
    """Another due date for everyone in a campaign who has not handed in."""
    campaign, form = _campaign(campaign_id), DueForm()
    if form.validate_on_submit():
        moved = actions.extend_campaign(campaign, form.due_on.data, site=site(), actor=web.actor(), at=now())
        db.session.commit()
        flash(ngettext("%(num)s due date changed.", "%(num)s due dates changed.", moved), "success")
        return redirect(url_for("campaigns.campaign", campaign_id=campaign_id), code=303)
    web.flash_faults(form)
    return redirect(url_for("campaigns.campaign", campaign_id=campaign_id, due_on=typed_day(form)), code=303)


@bp.post("/<int:campaign_id>/links")
@requires(Permission.ASSESSMENT_ISSUE)
def renew_campaign_links(campaign_id: int) -> web.Reply:
    """New links for everyone in a campaign who has not handed in."""
    sent = actions.renew_campaign_links(_campaign(campaign_id), site=site(), actor=web.actor(), at=now())
    db.session.commit()
    flash(
        ngettext(
            "%(num)s email with a new link has been placed in the outbox.",
            "%(num)s emails with new links have been placed in the outbox.",
            sent,
        ),
        "success",
    )
    return redirect(url_for("campaigns.campaign", campaign_id=campaign_id), code=303)
