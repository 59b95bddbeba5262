"""What the figures mean: one page made from their definitions."""

from __future__ import annotations

from itertools import groupby

from flask import current_app, render_template

from vendor_risk import features, web
from vendor_risk.figures import words
from vendor_risk.figures.figure import FigureWords, Topic, Unit
from vendor_risk.home.blueprint import bp
from vendor_risk.permissions import Access, signed_in

_COUNTS = frozenset(Unit) - {Unit.PERCENT, Unit.POINTS, Unit.SCORE, Unit.RISK}
"""Units without decimals."""


@bp.get("/figures")
@signed_in()
def meaning() -> str:
    """Every figure: what it counts or how it is worked out, over whom, in what unit, and the list behind it."""
    order = list(Topic)
    found = sorted(features.figures().values(), key=lambda figure: order.index(figure.topic))
    return render_template(
        "home/meaning.html",
        topics=[(topic, list(members)) for topic, members in groupby(found, key=lambda figure: figure.topic)],
        topic_names=words.TOPICS,
        unit_names=words.UNITS,
        row_names=words.ROWS,
        whole=_COUNTS,
        opens={figure.key for figure in found if _opens(figure)},
    )


def _opens(figure: FigureWords) -> bool:
    """Whether the signed-in person may open the list behind it."""
    if not figure.endpoint:
        return False
    access = getattr(current_app.view_functions[figure.endpoint], "access", None)
    return isinstance(access, Access) and (access.permission is None or web.may(access.permission))
