"""Every change of the crosswalks: a pair decided, answers carried over, an assessment begun for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from vendor_risk.assessments import actions as assessment_actions
from vendor_risk.assessments.answers import bulk_actions
from vendor_risk.assessments.answers.actions import company_of
from vendor_risk.assessments.answers.bulk_actions import AnswerInput
from vendor_risk.assessments.models import AnswerSource, Assessment, StoredAnswer
from vendor_risk.assessments.states import Verb, can
from vendor_risk.audit.actions import record
from vendor_risk.campaigns.issue_actions import CampaignSettings, plan
from vendor_risk.crosswalks import queries
from vendor_risk.crosswalks.models import CarriedAnswer, PairDecision
from vendor_risk.crosswalks.proposal import CrosswalkProposal, Leaf, Proposals, content, label
from vendor_risk.crosswalks.proposals import proposals, rules
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.errors import Refused
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion


def highest() -> int:
    """The highest level that may be carried over."""
    tables = rules()
    return max(level for _from, level in (*tables.plain, *tables.graded))


def carry(
    target: Assessment, source: Assessment, levels: Mapping[str, int | None], *, at: datetime, actor: str
) -> Sequence[str]:
    """Carry the chosen proposals over (question of ours → the level a person chose, None for the proposed one).

    Each pair behind them counts as confirmed from now on. Gives the ids of the questions that were answered. Refused
    when one is not proposed, was answered meanwhile, or needs a level that nobody chose.
    """
    if target.organization_id != source.organization_id:
        raise Refused(_("These answers belong to another organisation. Select answers from the same organisation."))
    found = proposals(target, source)
    by_id = {proposal.question.id: proposal for proposal in found.every}
    chosen = []
    for question_id, level in levels.items():
        proposal = by_id.get(question_id)
        if proposal is None or not proposal.open:
            raise Refused(
                _("One or more of the selected questions have been answered in the meantime. Check the list again."),
                status=409,
            )
        if level is None and proposal.needs_level:
            raise Refused(
                _(
                    "Select a level for %(question)s: it cannot be determined from the original answer.",
                    question=question_id,
                )
            )
        if level is not None and not 0 <= level <= highest():
            raise Refused(
                _(
                    "Answers from another questionnaire can only be carried over at level %(level)s or below.",
                    level=highest(),
                )
            )
        chosen.append((proposal, level))
    if not chosen:
        raise Refused(_("Select the answers to carry over."))
    _save(found, chosen, at=at, actor=actor)
    return [proposal.question.id for proposal, _level in chosen]


def _save(
    found: Proposals, chosen: Sequence[tuple[CrosswalkProposal, int | None]], *, at: datetime, actor: str
) -> None:
    target, source = found.target, found.source
    inputs = [
        AnswerInput(proposal.question.id, content(proposal, source, level), proposal.version, _place(proposal, source))
        for proposal, level in chosen
    ]
    bulk_actions.save_many(target, inputs, source=AnswerSource.CARRIED, actor=actor, at=at)
    db.session.flush()
    ids = [proposal.question.id for proposal, _level in chosen]
    answers = db.session.scalars(
        select(StoredAnswer)
        .where(StoredAnswer.assessment_id == target.id, StoredAnswer.question_id.in_(ids))
        .execution_options(populate_existing=True)
    )
    by_id = {row.question_id: row for row in answers}
    for proposal, _level in chosen:
        by_id[proposal.question.id].grade = proposal.grade.value
        marked = CarriedAnswer(
            assessment_id=target.id,
            question_id=proposal.question.id,
            source_id=source.id,
            source_questions=[leaf.question.id for leaf in proposal.leaves],
            carried_by=actor[:300],
            carried_at=at,
        )
        db.session.merge(marked)
        _remember(found, proposal.question.id, proposal.leaves, fits=True, at=at, actor=actor)
    record(
        "crosswalks.carry",
        "assessment",
        target.id,
        actor=actor,
        at=at,
        company_id=company_of(target),
        source=source.id,
        questions=ids,
    )


def _place(proposal: CrosswalkProposal, source: Assessment) -> str:
    """Where a carried-over answer was read: the form, and the cells of its answers."""
    cells = [leaf.answer.source_ref.partition(" › ")[2] for leaf in proposal.leaves if leaf.answer is not None]
    place = " · ".join([", ".join(leaf.question.id for leaf in proposal.leaves[:6]), *[c for c in cells[:3] if c]])
    return f"{label(source)}: {place}"[:400]


def decide(
    target: Assessment, source: Assessment, own_id: str, foreign_id: str, *, fits: bool | None, at: datetime, actor: str
) -> None:
    """Say that a question of theirs does not fit ours (all behind it for foreign_id ""), or take that back (None)."""
    found = proposals(target, source)
    proposal = next((proposal for proposal in found.every if proposal.question.id == own_id), None)
    leaves = (*proposal.leaves, *proposal.rejected) if proposal else ()
    meant = [leaf for leaf in leaves if foreign_id in ("", leaf.question.id)]
    if not meant:
        raise Refused(_("This pair of questions is no longer among the proposals. Reload the page."), status=404)
    _remember(found, own_id, meant, fits=fits, at=at, actor=actor)
    record(
        "crosswalks.decide",
        "assessment",
        target.id,
        actor=actor,
        at=at,
        company_id=company_of(target),
        question=own_id,
        foreign=[leaf.question.id for leaf in meant],
        fits=fits,
    )


def _remember(
    found: Proposals, own_id: str, leaves: Sequence[Leaf], *, fits: bool | None, at: datetime, actor: str
) -> None:
    own, foreign = found.own, found.foreign
    d = PairDecision
    known = {
        row.foreign_question: row
        for row in db.session.scalars(
            select(d).where(
                d.own_key == own.key,
                d.own_version == own.version,
                d.own_question == own_id,
                d.foreign_key == queries.family_key(foreign),
            )
        )
    }
    for leaf in leaves:
        identity = queries.identity(leaf.question)
        row = known.get(identity)
        if fits is None:
            if row is not None:
                db.session.delete(row)
            continue
        if row is None:
            row = _decision(own, own_id, foreign, identity)
            db.session.add(row)
        row.fits, row.decided_by, row.decided_at = fits, actor[:300], at
    db.session.flush()


def _decision(own: Questionnaire, own_id: str, foreign: Questionnaire, identity: str) -> PairDecision:
    return PairDecision(
        own_key=own.key,
        own_version=own.version,
        own_question=own_id,
        foreign_key=queries.family_key(foreign),
        foreign_question=identity,
    )


def begin(
    scope: Scope, source: Assessment, version: QuestionnaireVersion, *, at: datetime, actor: str, days: int = 30
) -> Assessment:
    """An assessment of ours for the organization whose answers are there: the running one, or a draft.

    A draft is made as a campaign would make it: tier and the facts of the services decide the questions. Refused when
    none fits.
    """
    running = queries.running(source.issuer_id, source.organization_id, [version.key]).get(version.key)
    if running is not None:
        return running
    due: date = (at + timedelta(days=days)).date()
    settings = CampaignSettings(version.key, source.issuer_id, due, version.id, version.id)
    lines = plan(scope, [source.organization_id], settings)
    if not lines or not lines[0].question_ids:
        raise Refused(
            _(
                "No questions in this questionnaire apply to the organisation’s tier and services. "
                "Select another questionnaire."
            )
        )
    line = lines[0]
    return assessment_actions.create_assessment(
        organization_id=source.organization_id,
        issuer_id=source.issuer_id,
        version_id=version.id,
        round_label=source.round,
        tier=line.tier,
        facts=line.facts,
        inherent_risk=line.inherent_risk,
        language=line.recipient.language if line.recipient else source.language,
        due_on=due,
        actor=actor,
        at=at,
    )


def hand_in(target: Assessment, *, at: datetime, actor: str) -> None:
    """Hand the answers in as they stand, in the vendor's stead; what has no answer counts 0. It goes to review."""
    if not can(target, Verb.SUBMIT):
        raise Refused(
            _("There are no answers to submit: none have been carried over yet, or they have already been submitted."),
            status=409,
        )
    assessment_actions.submit(target, actor=actor, at=at, confirmed=True)
