"""Questionnaires: which there are, what they ask, and how answers become a score."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from vendor_risk import web
from vendor_risk.domain.questionnaires import LEVEL_NAMES, Questionnaire, Tier
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires import queries, words

bp = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")


@bp.get("/")
@requires(Permission.QUESTIONNAIRE_VIEW)
def index() -> str:
    """Every questionnaire that may be seen, the newest version of each first."""
    rows = queries.versions(web.scope())
    keys = list(dict.fromkeys(row.key for row in rows))
    families = [[row for row in rows if row.key == key] for key in keys]
    return render_template(
        "questionnaires/index.html", families=families, audiences=words.audiences(), statuses=words.statuses()
    )


def _tier_counts(questionnaire: Questionnaire) -> dict[Tier, int]:
    return {tier: sum(1 for _question in questionnaire.tailored(tier).questions()) for tier in Tier}


@bp.get("/<int:version_id>")
@requires(Permission.QUESTIONNAIRE_VIEW)
def show(version_id: int) -> str:
    """One version: its questions with levels, weights and targets, and how it is scored."""
    row = queries.version(web.scope(), version_id)
    if row is None:
        abort(404)
    questionnaire = queries.domain_questionnaire(row.id)
    return render_template(
        "questionnaires/show.html",
        row=row,
        questionnaire=questionnaire,
        versions=[v for v in queries.versions(web.scope()) if v.key == row.key],
        tier_counts=_tier_counts(questionnaire),
        level_names=LEVEL_NAMES,
        rules=queries.rules(),
        audiences=words.audiences(),
        statuses=words.statuses(),
        origins=words.origins(),
        kinds=words.kinds(),
    )
