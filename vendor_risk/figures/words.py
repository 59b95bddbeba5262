"""What units and headings of figures are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import Rows, Topic, Unit
from vendor_risk.i18n import Lazy

UNITS: dict[Unit, Lazy] = {
    Unit.PERCENT: _l("per cent (0–100)"),
    Unit.POINTS: _l("points on a scale of 0–100"),
    Unit.SCORE: _l("score, 0–100 (higher is better)"),
    Unit.RISK: _l("risk, 0–100 (lower is better)"),
    Unit.LETTER: _l("grade, A (best) to E"),
    Unit.ORGANIZATIONS: _l("number of organisations"),
    Unit.VENDORS: _l("number of vendors"),
    Unit.COMPANIES: _l("number of companies"),
    Unit.SERVICES: _l("number of engagements"),
    Unit.ASSESSMENTS: _l("number of assessments"),
    Unit.ENGAGEMENTS: _l("number of engagements"),
    Unit.FINDINGS: _l("number of findings"),
    Unit.SUBCONTRACTORS: _l("number of declared subcontractors"),
    Unit.ROWS: _l("number of rows"),
    Unit.QUESTIONS: _l("number of questions"),
    Unit.MINUTES: _l("minutes"),
    Unit.DETAILS: _l("number of engagement details"),
    Unit.DAYS: _l("days"),
    Unit.STEPS: _l("steps from our companies (1: direct vendor)"),
    Unit.YEN: _l("Japanese yen"),
}
TOPICS: dict[Topic, Lazy] = {
    Topic.GROUP: _l("Current position of the group"),
    Topic.DUE: _l("Work that needs attention"),
    Topic.FINDINGS: _l("Findings"),
    Topic.COMPANY: _l("Individual group companies"),
    Topic.CHAIN: _l("Individual organisations in the supply chain"),
    Topic.SUPPLIERS: _l("Lists and files about suppliers"),
    Topic.BOARD: _l("Rows and cells of the supply chain board"),
    Topic.REQUEST: _l("Emails about answers and missing details"),
    Topic.RESULT: _l("Individual assessment results"),
}
ROWS: dict[Rows, Lazy] = {
    Rows.COUNT: _l("The figure is the number of rows in the list."),
    Rows.MEAN: _l("The figure is the average of one column of the list."),
    Rows.PARTS: _l("The linked page shows how the figure is made up."),
}
