"""`vendor-risk bench`: how fast it is, beside what bounds it, and how it grows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence

import click

from vendor_risk.bench.chain import libraries
from vendor_risk.bench.chain.graph import graph
from vendor_risk.bench.files.inspection import inspecting
from vendor_risk.bench.files.opening import opening
from vendor_risk.bench.files.own_workbooks import importing, making
from vendor_risk.bench.pages import whole
from vendor_risk.bench.report import BenchMeasure, as_json, as_table
from vendor_risk.bench.scoring import scoring
from vendor_risk.bench.storage.answers import storing

Suite = Callable[[Sequence[int]], Iterator[BenchMeasure]]
Sizes = tuple[int, ...]


def _whole_full(sizes: Sequence[int]) -> Iterator[BenchMeasure]:
    """The whole, with 300 questions asked of every vendor: 3 million answers at 10,000."""
    return whole(sizes, many_questions=True)


SUITES: dict[str, tuple[Suite, Suite, Sizes, Sizes, Sizes]] = {
    # name: work, the same when full; sizes when quick, by default, and when full
    "score": (scoring, scoring, (10, 100), (100, 1_000, 10_000), (100, 1_000, 10_000)),
    "save": (storing, storing, (1, 3), (2, 20, 200), (10, 100, 1_000)),
    "make": (making, making, (1, 3), (2, 20, 200), (10, 100, 1_000)),
    "import": (importing, importing, (2, 4), (2, 20, 200), (10, 100, 1_000)),
    "open": (opening, opening, (10, 100), (100, 1_000, 10_000), (100, 1_000, 10_000)),
    "inspect": (inspecting, inspecting, (44, 440), (110, 1_100, 11_000), (110, 1_100, 11_000)),
    "graph": (graph, graph, (1_000,), (1_000, 10_000, 100_000), (10_000, 100_000, 1_000_000)),
    "whole": (whole, _whole_full, (12, 24), (100, 1_000, 10_000), (100, 1_000, 10_000)),
}
SIZES = ("quick", "default", "full")


def _measures(only: Sequence[str], sizes: str) -> Iterator[BenchMeasure]:
    for name, (work, full, *by_size) in SUITES.items():
        if not only or name in only:
            yield from (full if sizes == "full" else work)(by_size[SIZES.index(sizes)])


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(SUITES)), help="Run only this suite (may be repeated).")
@click.option(
    "--sizes",
    type=click.Choice(SIZES),
    default=lambda: os.environ.get("SIZES") or "default",
    help="quick: smoke test; full: up to 10,000 vendors with 3 million answers. Also set by the SIZES variable.",
)
@click.option("--json", "as_objects", is_flag=True, help="Print one JSON object per line instead of a table.")
def bench(only: tuple[str, ...], sizes: str, as_objects: bool) -> None:
    """Measure speed at 1×, 10× and 100×, each compared with the limit of this machine in the same run.

    No data of this installation is read or changed: databases are created in a temporary folder.
    """
    found: list[BenchMeasure] = []
    for measure in _measures(only, sizes):
        found.append(measure)
        if not as_objects and sys.stderr.isatty():
            click.echo(f"\r{measure.name} {measure.n:,}: {measure.ratio:.1f}×".ljust(78), nl=False, err=True)
    if sys.stderr.isatty() and not as_objects:
        click.echo(err=True)
    for line in as_json(found) if as_objects else as_table(found):
        click.echo(line)
    if libraries.absent() and (not only or "graph" in only):
        click.echo(f"Not installed, so not compared: {', '.join(libraries.absent())}", err=True)
