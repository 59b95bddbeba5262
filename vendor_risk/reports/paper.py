"""A report before it has a form: sections with a headline each, made of sentences, numbers, tables and charts.

It is made once; the PDF, the slides and the workbook are drawn from it and compute nothing themselves. Every text in it
is already in the language of the report, and names in it are strangers' texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from vendor_risk.figures.figure import FigureReading, FigureWords
from vendor_risk.heatmaps.heatmap import HeatmapCell

Value = str | int | float | date | HeatmapCell | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences. `tone`: "" plain, "muted" for an explanation, "strong" for what must be read."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list, a sentence each."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A figure that is read at a glance; `tone` is "good", "warn", "bad" or "" and never all that says it."""

    reading: FigureReading
    label: str
    """Its name, or what it is called here."""
    note: str = ""
    tone: str = ""

    @property
    def value(self) -> str:
        """The figure as it is read everywhere."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Numbers:
    """The few numbers a report opens with."""

    items: tuple[PaperNumber, ...]


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column: its head, how wide it is beside the others, and what it holds.

    `kind`: "text", "date", or how a figure's number is given and drawn: "fraction" ("3/12"), "number" (a count),
    "cell" (a score, as cells of heatmaps write it), "grade" (a Cell), "share" (0–1, shown in percent), "points" (of
    exposure, 0–1), "change" (the same with its sign: above 0 is worse), "gain" (points of a score, above 0 is better).
    ValueError for a number without a figure.
    """

    label: str
    kind: str = "text"
    width: float = 1.0
    figure: FigureWords | None = None
    """What its numbers are: name, unit and rounding."""

    def __post_init__(self) -> None:
        """Every number is of a defined figure."""
        if (self.figure is None) != (self.kind in {"text", "date"}):
            raise ValueError(f"{self.label}: a column of numbers and a figure belong together")

    def shown(self, value: float) -> str:
        """A number as it is read on paper."""
        if self.figure is None:
            return str(value)
        if self.kind == "cell":
            return self.figure.in_cell(value)
        return self.figure.in_column(100 * value if self.kind in IN_HUNDREDTHS else value)


IN_HUNDREDTHS = frozenset({"share", "points", "change"})
"""Kinds whose numbers are given as 0–1."""


def paper_figure(figure: FigureWords, kind: str, width: float = 1.0, label: str = "") -> PaperColumn:
    """A column of a figure, headed as the figure is; `label` where it shows a case or a moment of it."""
    return PaperColumn(label or figure.heading, kind, width, figure)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows by importance. A renderer may show the first ones only, and then says how many there are (`total`)."""

    caption: str
    columns: tuple[PaperColumn, ...]
    rows: Sequence[tuple[Value, ...]]
    total: int = 0
    """How many rows there are where `rows` holds the first of them; 0: all are there."""
    most: int = 10
    """Rows a page of paper shows; the workbook shows all."""
    lines: int = 3
    """Lines a cell has on paper at most."""

    @property
    def all(self) -> int:
        """How many rows there are."""
        return self.total or len(self.rows)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of a heatmap: an organization, its overall score and its cells."""

    name: str
    code: str
    tier: str
    overall: HeatmapCell
    cells: Sequence[HeatmapCell]


@dataclass(frozen=True, slots=True)
class Heat:
    """A heatmap: rows × columns with a grade each, the worst rows first; `total` as in a table."""

    caption: str
    columns: tuple[str, ...]
    means: tuple[float | None, ...]
    """Mean score of each column over all rows, 0–100."""
    rows: Sequence[HeatRow]
    total: int
    most: int = 24
    letters: tuple[str, ...] = ()
    """Grades, the best first."""
    floors: tuple[float, ...] = ()
    """The least score of each letter."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A line of a trend; None: no value on that day. The emphasized one is drawn thicker."""

    name: str
    values: Sequence[float | None]
    emphasized: bool = False


@dataclass(frozen=True, slots=True)
class PaperTrend:
    """Values over days, drawn as lines; in percent (0–100)."""

    caption: str
    days: Sequence[date]
    lines: Sequence[TrendLine]


@dataclass(frozen=True, slots=True)
class Bars:
    """Parts that add up: a name and points of exposure (0–1; above 0 is worse) each."""

    caption: str
    rows: tuple[tuple[str, float], ...]
    together: tuple[str, float]


Block = Paragraph | Bullets | Numbers | PaperTable | Heat | PaperTrend | Bars


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A part of the report: `label` names it, the headline is a sentence that says what to know."""

    key: str
    label: str
    headline: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A report. `as_of` is its only time: the same data and the same day give the same bytes in every format."""

    title: str
    subtitle: str
    stem: str
    """The beginning of the file's name: ASCII."""
    language: str
    as_of: date
    stamp: str
    """Below every page: of what day the data are, by which rules."""
    confidential: str
    sections: tuple[PaperSection, ...]
    keywords: tuple[str, ...] = field(default=())

    @property
    def file_stem(self) -> str:
        """The name of the file without its ending."""
        return f"{self.stem}-{self.language}-{self.as_of.isoformat()}"
