"""What stands in a paper."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from vendor_risk.assessments.results.figures import BACKED, GAIN, SCORE
from vendor_risk.exposure.figures import OWN
from vendor_risk.exposure.pictures.figures import IMPACT, MOVED, SERVICES, SUPPLIERS
from vendor_risk.figures.figure import FigureWords
from vendor_risk.reports.paper import PaperColumn


def texts(value: object) -> Iterator[str]:
    """Every text in a paper or a part of it, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value) and not isinstance(value, FigureWords):
        for one in fields(value):
            yield from texts(getattr(value, one.name))


FIGURES = {
    "fraction": SERVICES,
    "number": SUPPLIERS,
    "cell": BACKED,
    "grade": SCORE,
    "share": OWN,
    "points": IMPACT,
    "change": MOVED,
    "gain": GAIN,
}
"""A figure of each kind of column that holds numbers."""


def column(kind: str, label: str = "") -> PaperColumn:
    """A column of that kind, with a figure where it holds numbers."""
    return PaperColumn(label or kind, kind, 1.0, FIGURES.get(kind))
