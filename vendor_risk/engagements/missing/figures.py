"""The figures of the details that are missing: by owner, and in the email that asks for them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import FigureAmount, KeyFigure, Topic, Unit

_OWNERS = _l("the owner’s ongoing or planned engagements")

LACKING = KeyFigure[int](
    key="owner-engagements-missing",
    name=_l("Engagements with details missing, by owner"),
    head=_l("Engagements"),
    formula=_l("Counts the owner’s engagements that have missing details."),
    population=_OWNERS,
    unit=Unit.ENGAGEMENTS,
    topic=Topic.REQUEST,
    endpoint="engagements.missing",
    value=FigureAmount,
)
DETAILS = KeyFigure[int](
    key="owner-details-missing",
    name=_l("Details missing"),
    formula=_l("Counts the details of these engagements that nobody has stated."),
    population=_OWNERS,
    unit=Unit.DETAILS,
    topic=Topic.REQUEST,
    endpoint="engagements.missing",
    value=FigureAmount,
)
COULD_BE_T1 = KeyFigure[int](
    key="owner-could-be-critical",
    name=_l("Could be critical (T1)"),
    formula=_l("Counts the engagements whose missing details could make them critical (T1)."),
    population=_OWNERS,
    unit=Unit.ENGAGEMENTS,
    topic=Topic.REQUEST,
    endpoint="engagements.missing",
    value=FigureAmount,
)
COULD_BE_T2 = KeyFigure[int](
    key="owner-could-be-important",
    name=_l("Could be important (T2)"),
    formula=_l("Counts the engagements whose missing details could make them important (T2), but not critical."),
    population=_OWNERS,
    unit=Unit.ENGAGEMENTS,
    topic=Topic.REQUEST,
    endpoint="engagements.missing",
    value=FigureAmount,
)
FIGURES = (LACKING, DETAILS, COULD_BE_T1, COULD_BE_T2)
