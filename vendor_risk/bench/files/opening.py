"""Opening workbooks: time beside zip and expat, and memory, which must not grow with the number of files."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from python_calamine import CalamineWorkbook

from vendor_risk.bench.files import expat_reader
from vendor_risk.bench.report import BenchMeasure, measured
from vendor_risk.workbook import read_workbook
from vendor_risk.workbook.read import safe

_COLUMNS = 8
_ALLOWED_MB = 20
_OURS = (
    "import sys; from vendor_risk.workbook.read import opening; from vendor_risk.bench.files.expat_reader import peak; "
)
_OURS += "opening.read(open(sys.argv[1], 'rb').read(), 'bench.xlsx'); print(peak())"


def opening(sizes: Sequence[int]) -> Iterator[BenchMeasure]:
    """Workbooks of so many rows read with all facts, through the limited process, beside zip and expat with handlers;
    and the memory of it all: of one file beside the same, of many small files beside few.
    """
    for n in sizes:
        yield from _times("(rows)", n, _filled(n))
    for place, path in enumerate(_real_files(), start=1):
        yield from _times(f"real {place} ({path.stem[:24]})", path.stat().st_size, path.read_bytes())
    for n in sizes:
        yield _memory_of_one(n)
    small = _filled(20)
    for _ in range(10):
        read_workbook(small, "small.xlsx")
    before = _resident()
    for n in sizes:
        for _ in range(n):
            read_workbook(small, "small.xlsx")
        yield BenchMeasure("memory after files (MB, beside after ten)", n, _resident(), before, "constant")


def _filled(rows: int) -> bytes:
    """A questionnaire of that many rows as a spreadsheet program writes it: texts, numbers, formulas, a list."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Form")
        for row in range(rows):
            for column in range(_COLUMNS - 2):
                sheet.write_string(row, column, f"Text {column} of row {row} about the rights of accounts")
            sheet.write_number(row, _COLUMNS - 2, row)
            sheet.write_formula(row, _COLUMNS - 1, f"=G{row + 1}*2", None, row * 2)
        sheet.data_validation(0, 2, max(rows - 1, 1), 2, {"validate": "list", "source": ["Yes", "Partly", "No"]})
    return out.getvalue()


def _real_files() -> list[Path]:
    folder = os.environ.get("VENDOR_RISK_WORKBOOKS", "")
    found = [path for path in Path(folder).rglob("*.xlsx") if path.stat().st_size >= 100_000] if folder else []
    return sorted(found, key=lambda path: path.stat().st_size)[:8]


def _times(name: str, n: int, data: bytes) -> Iterator[BenchMeasure]:
    """All values by the fast engine; then everything: checks, values and facts, through the limited process."""

    def values() -> None:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheet_names:
            workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    def limit() -> None:
        expat_reader.read(data)

    yield measured(f"read values {name}", n, values, limit, "≤ 0.5×", least_runs=3)
    yield measured(f"open with checks and facts {name}", n, lambda: read_workbook(data, "bench.xlsx"), limit)


def _memory_of_one(n: int) -> BenchMeasure:
    """The most memory a fresh process needs for one workbook, beside zip and expat in another, and what is allowed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.xlsx"
        path.write_bytes(_filled(n))
        ours = _printed([sys.executable, "-c", _OURS, str(path)])
        limit = _printed([sys.executable, "-m", "vendor_risk.bench.files.expat_reader", str(path)])
    return BenchMeasure("memory to open one (MB, beside expat + 20)", n, ours, limit + _ALLOWED_MB, "≤ 1×")


def _printed(command: list[str]) -> float:
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    return float(done.stdout)


def _resident() -> float:
    """Memory of this process and the reading processes that wait, in MB; of this alone where there is no /proc."""
    pids = [os.getpid(), *(reader.process.pid for reader in safe.waiting())]
    status = [Path(f"/proc/{pid}/status") for pid in pids]
    if not status[0].exists():
        return expat_reader.peak()
    lines = [line for file in status for line in file.read_text().splitlines() if line.startswith("VmRSS:")]
    return sum(int(line.split()[1]) for line in lines) / 1024
