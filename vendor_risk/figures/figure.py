"""What a figure is: name, formula, population, unit, rounding, the list behind it, and how it comes from typed facts.

Tiles, pages, exports and papers show a `FigureReading` of a figure, so that the same figure has the same name, unit and
rounding wherever it stands. A figure about nobody is not 0 and not 100 %: it is not known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from flask_babel import gettext as _

from vendor_risk.i18n import Lazy

Facts = TypeVar("Facts")


class Unit(StrEnum):
    """What a figure counts or measures; `words.units` says it to readers."""

    PERCENT = "percent"
    POINTS = "points"
    SCORE = "score"
    RISK = "risk"
    LETTER = "letter"
    ORGANIZATIONS = "organizations"
    VENDORS = "vendors"
    COMPANIES = "companies"
    SERVICES = "services"
    ASSESSMENTS = "assessments"
    ENGAGEMENTS = "engagements"
    FINDINGS = "findings"
    SUBCONTRACTORS = "subcontractors"
    ROWS = "rows"
    QUESTIONS = "questions"
    MINUTES = "minutes"
    DETAILS = "details"
    DAYS = "days"
    STEPS = "steps"
    YEN = "yen"


class Topic(StrEnum):
    """The heading a figure stands under on the page that explains them."""

    GROUP = "group"
    DUE = "due"
    FINDINGS = "findings"
    COMPANY = "company"
    CHAIN = "chain"
    SUPPLIERS = "suppliers"
    BOARD = "board"
    REQUEST = "request"
    RESULT = "result"


class Rows(StrEnum):
    """How the list behind a figure belongs to it."""

    COUNT = "count"
    """It has as many rows as the figure says."""
    MEAN = "mean"
    """The figure is the mean of a column of it."""
    PARTS = "parts"
    """It shows what the figure is made of."""


class FigureAmount(NamedTuple):
    """A figure's number on the scale of its unit; `value` is None while it is about nobody or cannot be known."""

    value: float | str | None
    """A letter for grades."""
    high: float | None = None
    """The other end, where it is an interval."""
    of: int | None = None
    """How many it is out of."""


@dataclass(frozen=True, kw_only=True)
class FigureWords:
    """What is said of a figure; `KeyFigure` adds how it is worked out."""

    key: str
    name: Lazy
    formula: Lazy
    """In plain words, what is counted or how it is worked out."""
    population: Lazy
    """Over whom: without any of them the figure is not known yet."""
    unit: Unit
    topic: Topic
    digits: int = 0
    """Decimals it is rounded to, everywhere."""
    brief: bool = False
    """Whether cells of heatmaps and lists show whole numbers, where there is no room for decimals."""
    fine: bool = False
    """Whether amounts below 0.1 keep two decimals: among ten thousand vendors each moves little."""
    signed: bool = False
    """Whether it says by how much something moves, with its sign."""
    head: Lazy | None = None
    """What the head of a column calls it, where the whole name has no room."""
    endpoint: str = ""
    """The page of the list behind it; "" where it leads to a part of its own page, or depends on whom it is about."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    rows: Rows = Rows.PARTS

    @property
    def heading(self) -> str:
        """What it is called at the head of a column."""
        return str(self.head or self.name)

    def written(self, value: float) -> str:
        """A value with the figure's rounding, without its unit."""
        return self._rounded(value, 2 if self.fine and 0.005 <= abs(value) < 0.095 else self.digits)

    def in_cell(self, value: float) -> str:
        """A value as cells of heatmaps write it: whole where the figure is brief."""
        return self._rounded(value, 0) if self.brief else self.written(value)

    def _rounded(self, value: float, digits: int) -> str:
        text = f"{abs(value):.{digits}f}"
        if not float(text):
            return text
        return f"−{text}" if value < 0 else f"+{text}" if self.signed else text

    def in_column(self, value: float) -> str:
        """A value as a column of a list writes it, with its unit where that is per cent; thousands apart."""
        whole, point, decimals = self.written(value).partition(".")
        sign = whole[:1] if whole[:1] in "+−" else ""
        return f"{sign}{int(whole.removeprefix(sign)):,}{point}{decimals}{'%' if self.unit is Unit.PERCENT else ''}"

    @property
    def excel(self) -> str:
        """The number format of its cells in a workbook, where shares are stored as 0–1."""
        return self._format(self.digits)

    @property
    def excel_cell(self) -> str:
        """The number format of the cells of a heatmap in a workbook."""
        return self._format(0 if self.brief else self.digits)

    def _format(self, digits: int) -> str:
        plain = f"0.{'0' * digits}" if digits else "0"
        if self.unit is Unit.PERCENT:
            return f"{plain}%"
        if self.signed:
            return f"+{plain};-{plain};{plain}"
        return f"#,##{plain}"

    def shown(self, amount: FigureAmount) -> str:
        """The amount as it is read everywhere, with its unit; "not known yet" when there is none."""
        if amount.value is None:
            return str(_("Not yet known"))
        if isinstance(amount.value, str):
            return amount.value
        text = self.written(amount.value)
        if amount.high is not None and (high := self.written(amount.high)) != text:
            text = f"{text}–{high}"
        if amount.of is not None:
            text = f"{text}/{amount.of}"
        return f"{text}%" if self.unit is Unit.PERCENT else text


@dataclass(frozen=True, slots=True)
class FigureReading:
    """A figure with its amount, ready to be shown."""

    figure: FigureWords
    amount: FigureAmount

    @property
    def text(self) -> str:
        """As it is read: "30.9–65.7%", "25/74", "Not yet known"."""
        return self.figure.shown(self.amount)

    @property
    def written(self) -> str:
        """The amount alone, without its unit and without how many it is out of; "" for a letter or none."""
        return self.figure.written(self.number) if self.known else ""

    @property
    def known(self) -> bool:
        """Whether there is an amount."""
        return self.amount.value is not None

    @property
    def number(self) -> float:
        """The amount, 0 while it is not known: for deciding on a tone, never to be shown."""
        return 0.0 if self.amount.value is None or isinstance(self.amount.value, str) else self.amount.value


@dataclass(frozen=True, kw_only=True)
class KeyFigure(FigureWords, Generic[Facts]):
    """A figure and how its amount comes from facts."""

    value: Callable[[Facts], FigureAmount]

    def read(self, facts: Facts) -> FigureReading:
        """The figure of these facts."""
        return FigureReading(self, self.value(facts))


def among(value: float, population: int, *, of: bool = False) -> FigureAmount:
    """A count out of a population, not known while that is empty; `of` shows how many they are."""
    return FigureAmount(value, of=population if of else None) if population else FigureAmount(None)
