"""What a benchmark says: how long, beside what bound, and how it grows.

Times differ from machine to machine, so each measure carries its **limit**: the same work done by the fastest thing
that could do it (reading the cells and nothing else, one pass over the array, raw inserts), timed in the same run. The
ratio of the two is what counts. Runs at several sizes give the exponent of growth (1 is linear).
"""

from __future__ import annotations

import gc
import json
import math
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_MOST_RUNS = 200


@dataclass(frozen=True, slots=True)
class BenchMeasure:
    """One line: `n` pieces of work took `seconds` (median); the bound took `limit_seconds`."""

    name: str
    n: int
    seconds: float
    limit_seconds: float
    goal: str = ""
    """What PERFORMANCE asks, in words."""

    @property
    def ratio(self) -> float:
        """Times the limit; below 1 is faster than the bound it was held against."""
        return self.seconds / self.limit_seconds if self.limit_seconds else math.inf


_SHORT = 0.02


def _seconds(work: Callable[[], object]) -> float:
    """How long one run takes while the collector of garbage rests; it comes after runs that leave much behind."""
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
    finally:
        gc.enable()
    if seconds > _SHORT:
        gc.collect()
    return seconds


def measured(
    name: str,
    n: int,
    work: Callable[[], object],
    limit: Callable[[], object],
    goal: str = "",
    *,
    least_runs: int = 5,
    least_seconds: float = 0.3,
) -> BenchMeasure:
    """`work` beside `limit`, run in turn so that both meet the same machine: medians of `least_runs` or more.

    Short work is repeated until both together took `least_seconds`; one run of each before that does not count.
    """
    pairs: list[tuple[float, float]] = []
    work(), limit()
    while len(pairs) < least_runs or (sum(map(sum, pairs)) < least_seconds and len(pairs) < _MOST_RUNS):
        pairs.append((_seconds(work), _seconds(limit)))
    seconds, limits = zip(*pairs, strict=True)
    return BenchMeasure(name, n, statistics.median(seconds), statistics.median(limits), goal)


def exponents(measures: Iterable[BenchMeasure]) -> dict[tuple[str, int], float | None]:
    """The exponent of growth from the next smaller size of the same name: log(time ratio) / log(size ratio)."""
    found: dict[tuple[str, int], float | None] = {}
    before: dict[str, BenchMeasure] = {}
    for measure in sorted(measures, key=lambda m: (m.name, m.n)):
        smaller = before.get(measure.name)
        found[measure.name, measure.n] = (
            math.log(measure.seconds / smaller.seconds) / math.log(measure.n / smaller.n) if smaller else None
        )
        before[measure.name] = measure
    return found


def as_json(measures: list[BenchMeasure]) -> Iterator[str]:
    """One JSON object a line: name, n, seconds, limit_seconds, ratio, exponent."""
    growth = exponents(measures)
    for measure in measures:
        yield json.dumps(
            {
                "name": measure.name,
                "n": measure.n,
                "seconds": round(measure.seconds, 6),
                "limit_seconds": round(measure.limit_seconds, 6),
                "ratio": round(measure.ratio, 3),
                "exponent": _rounded(growth[measure.name, measure.n]),
            }
        )


def as_table(measures: list[BenchMeasure]) -> Iterator[str]:
    """The lines of a table for people."""
    growth = exponents(measures)
    width = max((len(measure.name) for measure in measures), default=4)
    yield f"{'what':<{width}}  {'n':>9}  {'seconds':>9}  {'limit':>9}  {'ratio':>7}  {'growth':>6}  goal"
    for measure in measures:
        exponent = growth[measure.name, measure.n]
        shown = "–" if exponent is None else f"n^{exponent:.2f}"
        yield (
            f"{measure.name:<{width}}  {measure.n:>9,}  {measure.seconds:>9.4f}  {measure.limit_seconds:>9.4f}  "
            f"{measure.ratio:>6.1f}×  {shown:>6}  {measure.goal}"
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
