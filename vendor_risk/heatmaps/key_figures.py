"""The figures that heatmaps show beside their cells."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import FigureAmount, KeyFigure, Rows, Topic, Unit
from vendor_risk.heatmaps.heatmap import Summary

MEAN = KeyFigure[Summary](
    key="heatmap-mean",
    name=_l("Average score in a heatmap"),
    formula=_l(
        "The average score of the accepted results that match the filters. Every result counts equally. It can "
        "differ from the average score of vendors, which covers the current results of all questionnaires."
    ),
    population=_l("accepted results of the selected questionnaire that match the filters"),
    unit=Unit.SCORE,
    topic=Topic.GROUP,
    digits=1,
    endpoint="heatmaps.vendors",
    rows=Rows.MEAN,
    value=lambda facts: FigureAmount(facts.mean),
)
FIGURES = (MEAN,)
