"""The blueprint that the pages of assessments share, and how they load what they show."""

from __future__ import annotations

from flask import Blueprint, abort

from vendor_risk import web
from vendor_risk.assessments import queries
from vendor_risk.assessments.answers.cells import say_cell, say_day
from vendor_risk.assessments.models import Assessment
from vendor_risk.domain.questionnaires import Cell, QuestionColumn

bp = Blueprint("assessments", __name__, url_prefix="/assessments")


bp.add_app_template_filter(say_day, "say_day")


@bp.app_template_filter("say_cell")
def _cell_filter(cell: Cell, column: QuestionColumn) -> str:
    return say_cell(column, cell)


def load(assessment_id: int) -> Assessment:
    """The assessment, when it lies in the scope of the permission the view requires; else 404."""
    return queries.assessment(web.scope(), assessment_id) or abort(404)
