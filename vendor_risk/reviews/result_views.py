"""Pages of a result: what the score is made of, section by section, and its replay for auditors."""

from __future__ import annotations

import hashlib

from flask import abort, render_template, request

from vendor_risk import web
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.assessments.models import Result
from vendor_risk.assessments.results import figures
from vendor_risk.assessments.results.explanation import explain, short
from vendor_risk.assessments.results.rescore_actions import TOLERANCE, replay
from vendor_risk.domain.questionnaires import EvidenceGrade
from vendor_risk.domain.scoring.packing import unpack_contributions
from vendor_risk.i18n import local_today
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reviews import queries, words
from vendor_risk.reviews.blueprint import bp
from vendor_risk.web.ids import an_id

_HELPERS = {"level_name": level_name, "short": short, "EvidenceGrade": EvidenceGrade, "differences": words.differences}


def _load(assessment_id: int) -> Result:
    found = queries.result(web.scope(), assessment_id, request.args.get("result", type=an_id))
    if found is None:
        abort(404)
    return found


@bp.get("/<int:assessment_id>/result")
@requires(Permission.ASSESSMENT_VIEW)
def result(assessment_id: int) -> str:
    """What the score is made of, to the last question, and what would raise it."""
    row = _load(assessment_id)
    explained = explain(row, local_today())
    return render_template(
        "reviews/result.html",
        row=row,
        assessment=row.assessment,
        explanation=explained,
        others=queries.results_of(assessment_id),
        rules=rules(),
        readings=figures.score_readings(explained.result),
        risks=figures.risk_readings(row),
        **_HELPERS,
    )


@bp.get("/<int:assessment_id>/sections/<path:section_id>")
@requires(Permission.ASSESSMENT_VIEW)
def section(assessment_id: int, section_id: str) -> str:
    """One section of a result: its questions, what was answered, and the evidence."""
    row = _load(assessment_id)
    explanation = explain(row, local_today())
    names = [part.section.id for part in explanation.parts]
    if section_id not in names:
        abort(404)
    place = names.index(section_id)
    return render_template(
        "reviews/section.html",
        row=row,
        assessment=row.assessment,
        explanation=explanation,
        part=explanation.parts[place],
        before=explanation.parts[place - 1] if place else None,
        after=explanation.parts[place + 1] if place + 1 < len(names) else None,
        stored=assessment_queries.answers(assessment_id),
        evidence=assessment_queries.evidence(assessment_id),
        rules=rules(),
        **_HELPERS,
    )


@bp.get("/<int:assessment_id>/result/replay")
@requires(Permission.AUDIT_VIEW)
def replayed(assessment_id: int) -> str:
    """The stored answers scored again by the rules of that time, beside what was stored."""
    row = _load(assessment_id)
    again = replay(row)
    stored = unpack_contributions(row.contributions)
    pairs = list(zip(again.result.contributions, stored.tolist(), strict=False))
    return render_template(
        "reviews/replay.html",
        row=row,
        assessment=row.assessment,
        again=again,
        questionnaire=assessment_queries.asked(row.assessment),
        pairs=pairs,
        digest=hashlib.sha256(row.inputs).hexdigest(),
        tolerance=TOLERANCE,
        **_HELPERS,
    )
