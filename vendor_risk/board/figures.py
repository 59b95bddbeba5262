"""The figures of a board: of its rows, and of its cells by what they show."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import FigureWords, Topic, Unit

_RESULTS = _l("organisations of the row or cell with an accepted result")
_MEMBERS = _l("organisations of the row or cell")

MEMBERS = FigureWords(
    key="board-organizations",
    name=_l("Organisations in a row of the board"),
    head=_l("Organisations"),
    formula=_l("Counts the organisations that the row stands for."),
    population=_MEMBERS,
    unit=Unit.ORGANIZATIONS,
    topic=Topic.BOARD,
    endpoint="board.index",
)
SCORED = FigureWords(
    key="board-assessed",
    name=_l("Assessed organisations in a row of the board"),
    head=_l("Assessed"),
    formula=_l("Counts the organisations in the row that have an accepted result."),
    population=_MEMBERS,
    unit=Unit.ORGANIZATIONS,
    topic=Topic.BOARD,
    endpoint="board.index",
)
MEDIAN = FigureWords(
    key="board-median",
    name=_l("Median score"),
    formula=_l("The middle value of the scores: half of the organisations score at least this much."),
    population=_RESULTS,
    unit=Unit.SCORE,
    topic=Topic.BOARD,
    digits=1,
    brief=True,
    endpoint="board.index",
)
LOWEST = FigureWords(
    key="board-lowest",
    name=_l("Lowest score"),
    formula=_l("The score of the organisation that scores lowest."),
    population=_RESULTS,
    unit=Unit.SCORE,
    topic=Topic.BOARD,
    digits=1,
    brief=True,
    endpoint="board.index",
    arguments={"show": "lowest"},
)
COVERAGE = FigureWords(
    key="board-coverage",
    name=_l("Share assessed"),
    formula=_l("The percentage of the organisations that have an accepted result."),
    population=_MEMBERS,
    unit=Unit.PERCENT,
    topic=Topic.BOARD,
    endpoint="board.index",
    arguments={"show": "coverage"},
)
SUPPORTED = FigureWords(
    key="board-evidence-backed",
    name=_l("Evidence-backed share of the score"),
    formula=_l("The average evidence-backed score as a percentage of the average score."),
    population=_RESULTS,
    unit=Unit.PERCENT,
    topic=Topic.BOARD,
    endpoint="board.index",
)
AGE = FigureWords(
    key="board-age",
    name=_l("Median age of results (days)"),
    formula=_l("The median age of the results: half of the results are at least this old."),
    population=_RESULTS,
    unit=Unit.DAYS,
    topic=Topic.BOARD,
    endpoint="board.index",
)
MOVED = FigureWords(
    key="board-change",
    name=_l("Change since the comparison date"),
    formula=_l("The score now minus the score on the comparison date: above 0 is better."),
    population=_RESULTS,
    unit=Unit.POINTS,
    topic=Topic.BOARD,
    digits=1,
    brief=True,
    signed=True,
    endpoint="board.index",
)
FIGURES = (MEMBERS, SCORED, MEDIAN, LOWEST, COVERAGE, SUPPORTED, AGE, MOVED)
SHOWN = {"median": MEDIAN, "lowest": LOWEST, "coverage": COVERAGE}
"""What cells show, by the name an address has for it."""
