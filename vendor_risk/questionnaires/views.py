"""Questionnaires: which there are, what they ask, and how answers become a score."""

from __future__ import annotations

import io

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import LANGUAGES, LEVEL_NAMES, Questionnaire, Tier
from vendor_risk.formats import FORMATS, write
from vendor_risk.i18n import language
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires import actions, queries, words
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.titles import Titled, title_in

bp = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")


@bp.app_template_filter("titled")
def titled(row: Titled) -> str:
    """The title of a questionnaire in the language of the page, for any row that has its titles."""
    return title_in(language(), row)


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
        column_kinds=words.column_kinds(),
        formats=words.formats(),
    )


@bp.get("/<int:version_id>/export/<layout>")
@requires(Permission.QUESTIONNAIRE_VIEW)
def export(version_id: int, layout: str) -> web.Reply:
    """One version as another program takes it; `?in=` says in which language, where the format holds one."""
    row = queries.version(web.scope(), version_id)
    lang = request.args.get("in", language())
    if row is None or layout not in FORMATS or lang not in LANGUAGES:
        abort(404)
    data = io.BytesIO(write(layout, queries.domain_questionnaire(row.id), lang, row.created_at))
    name = words.file_name(row, layout, lang)
    return send_file(data, FORMATS[layout].media_type, as_attachment=True, download_name=name)


def _made(version_id: int) -> QuestionnaireVersion:
    """A version that may be seen, of a company for which this person issues questionnaires, or of the whole group."""
    row = queries.version(web.scope(), version_id)
    return row if row is not None and (row.company_id is None or web.scope().covers(row.company_id)) else abort(404)


@bp.post("/<int:version_id>/release")
@requires(Permission.ASSESSMENT_ISSUE)
def release(version_id: int) -> web.Reply:
    """Release a draft."""
    actions.release(_made(version_id), actor=web.actor(), at=now())
    db.session.commit()
    flash(_("Questionnaire released. It can now be sent but no longer changed."), "success")
    return redirect(url_for("questionnaires.show", version_id=version_id), 303)


@bp.post("/<int:version_id>/discard")
@requires(Permission.ASSESSMENT_ISSUE)
def discard(version_id: int) -> web.Reply:
    """Discard a draft."""
    actions.discard(_made(version_id), actor=web.actor(), at=now())
    db.session.commit()
    flash(_("Draft discarded."), "success")
    return redirect(url_for("questionnaires.index"), 303)
