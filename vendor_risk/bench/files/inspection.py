"""Understanding foreign workbooks: generated ones, and real ones where `VENDOR_RISK_WORKBOOKS` names their folder."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from vendor_risk import paths
from vendor_risk.bench.report import BenchMeasure, measured
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.demo.fiction.foreign_book import SECTIONS, foreign_book
from vendor_risk.reading import understand
from vendor_risk.workbook import read_workbook

_QUESTIONS = sum(len(questions) for _section, questions in SECTIONS)
_BIG = 100_000  # bytes: the goal is set for files from this size on
_MOST_FILES = 8


def inspecting(sizes: Sequence[int]) -> Iterator[BenchMeasure]:
    """Workbooks of so many questions understood, beside the fast engine reading the same cells in this process."""
    for n in sizes:
        data = foreign_book("Benchmark", 0.6, "bench", max(1, n // _QUESTIONS))
        yield _measure("inspect a foreign workbook (questions)", n, data, "foreign.xlsx")
    for place, path in enumerate(_real_files(), start=1):
        yield _measure(
            f"inspect real workbook {place} ({path.stem[:24]})", path.stat().st_size, path.read_bytes(), path.name
        )


def _real_files() -> list[Path]:
    """The largest real workbooks of families that are recognised, a few."""
    folder = os.environ.get("VENDOR_RISK_WORKBOOKS", "")
    if not folder:
        return []
    found = [path for path in Path(folder).rglob("*.xlsx") if _BIG <= path.stat().st_size <= 10 * 2**20]
    return sorted(found, key=lambda path: path.stat().st_size)[:: max(1, len(found) // _MOST_FILES)][:_MOST_FILES]


def _measure(name: str, n: int, data: bytes, file: str) -> BenchMeasure:
    lexicon = load_lexicon(paths.QUESTIONNAIRES)
    return measured(
        name,
        n,
        lambda: understand(read_workbook(data, file), lexicon),
        lambda: _only_read(data),
        "≤ 3× the fast engine, over 100 kB",
        least_runs=3,
    )


def _only_read(data: bytes) -> int:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in workbook.sheet_names)
