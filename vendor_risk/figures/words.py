"""What units and headings of figures are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import Rows, Topic, Unit
from vendor_risk.i18n import Lazy

UNITS: dict[Unit, Lazy] = {
    Unit.PERCENT: _l("per cent (0–100)"),
    Unit.POINTS: _l("points of the scale 0–100"),
    Unit.SCORE: _l("score, 0–100 (higher is better)"),
    Unit.RISK: _l("risk, 0–100 (lower is better)"),
    Unit.LETTER: _l("grade, A (best) to E"),
    Unit.ORGANIZATIONS: _l("number of organisations"),
    Unit.VENDORS: _l("number of vendors"),
    Unit.COMPANIES: _l("number of companies"),
    Unit.SERVICES: _l("number of services"),
    Unit.ASSESSMENTS: _l("number of assessments"),
    Unit.ENGAGEMENTS: _l("number of engagements"),
    Unit.FINDINGS: _l("number of findings"),
    Unit.SUBCONTRACTORS: _l("number of declared subcontractors"),
    Unit.ROWS: _l("number of rows"),
}
TOPICS: dict[Topic, Lazy] = {
    Topic.GROUP: _l("Where the group stands"),
    Topic.DUE: _l("Work that is due"),
    Topic.FINDINGS: _l("Findings"),
    Topic.COMPANY: _l("One group company"),
    Topic.CHAIN: _l("One organisation in the supply chain"),
    Topic.RESULT: _l("One assessment result"),
}
ROWS: dict[Rows, Lazy] = {
    Rows.COUNT: _l("The list has as many rows as the figure says."),
    Rows.MEAN: _l("The figure is the average of a column of the list."),
    Rows.PARTS: _l("The page shows what the figure is made of."),
}
