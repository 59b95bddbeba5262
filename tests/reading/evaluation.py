"""`make eval-workbooks`: how well the real workbooks are read, as a table.

    python -m tests.reading.evaluation [--write FILE]

Each sheet with a truth beside it: rows, ids, answers and notes found and wrong, doubles from other sheets, time against
what the fast engine takes for the same cells. The rest: what was understood, or the sentence of the refusal.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from tests.builders.real_workbooks import FOLDER
from vendor_risk.imports.inspect.document import understand_file
from vendor_risk.reading import Understanding
from vendor_risk.workbook import WorkbookRefused

ONE_HALF = ("hecvat", "caiq", "asvs", "mvsp")
"""One half of the families. Every layout of the folder had been looked at before; what the other half shows is how the
same general rules do on families they were not tuned on."""


@dataclass
class Measured:
    """One sheet against its truth."""

    file: str
    sheet: str
    rows: int
    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    wrong: dict[str, list[tuple[int, str, str]]] = field(default_factory=lambda: {"id": [], "answer": [], "notes": []})
    doubles: int = 0

    def share(self, fact: str) -> float:
        """The share of the truth's rows that are right in `fact` ("row", "id", "answer", "notes")."""
        lost = len(self.missing) + (len(self.wrong[fact]) if fact != "row" else 0)
        return 1 - lost / self.rows if self.rows else 1.0


def truths() -> list[dict[str, Any]]:
    """The truths of the folder."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "truth").glob("*.json"))]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("_x000D_", " ")).strip()


def _parts(text: str, cut: int | None = None) -> list[str]:
    """Marked headings, joined by a plus; the truth of one sheet cuts each at 40 characters."""
    return [part.strip()[:cut].strip() for part in re.split(r"\s*\+\s*", _plain(text))]


def measure(found: Understanding, truth: dict[str, Any]) -> Measured:
    """How a sheet was read, against its truth."""
    meta = truth["meta"]
    questions = {question.row: question for question in found.questions if question.sheet == meta["sheet"]}
    items = {item["row"]: item for item in truth["items"]}
    result = Measured(meta["file"], meta["sheet"], len(items))
    result.missing = sorted(items.keys() - questions.keys())
    result.extra = sorted(questions.keys() - items.keys())
    cut = 40 if meta["format"] == "fedramp-cis" else None
    for row, item in items.items():
        question = questions.get(row)
        if question is None:
            continue
        for fact, true, got in (
            ("id", item["id"], question.id),
            ("answer", item["answer"], question.answer),
            ("notes", item["notes"], question.comment),
        ):
            limit = cut if fact == "notes" else None
            if _parts(true, limit) != _parts(got, limit):
                result.wrong[fact].append((row, true, got))
    with_truth = {other["meta"]["sheet"] for other in truths() if other["meta"]["file"] == meta["file"]}
    result.doubles = sum(question.sheet not in with_truth for question in found.questions)
    return result


def _engine_seconds(path: Path) -> float | None:
    """What the fast engine takes to read the same cells."""
    try:
        started = time.perf_counter()
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        return time.perf_counter() - started
    except Exception:  # text files and refused ones have no such figure
        return None


def _seconds(path: Path, runs: int = 7) -> tuple[float, float | None]:
    own, engine = [], []
    for _ in range(runs):
        started = time.perf_counter()
        understand_file(path)
        own.append(time.perf_counter() - started)
        seconds = _engine_seconds(path) if path.suffix.casefold() not in (".csv", ".tsv") else None
        if seconds is not None:
            engine.append(seconds)
    return min(own), min(engine) if engine else None


def table() -> str:
    """The whole evaluation as Markdown."""
    understood = {truth["meta"]["file"]: understand_file(FOLDER / truth["meta"]["file"]) for truth in truths()}
    results = [measure(understood[truth["meta"]["file"]], truth) for truth in truths()]
    lines = [
        "| sheet | rows | rows found | ids | answers | notes | too many | doubles |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for result in results:
        name = f"{Path(result.file).stem}: {result.sheet}".replace("|", "\\|")
        shares = " | ".join(f"{100 * result.share(fact):.1f} %" for fact in ("row", "id", "answer", "notes"))
        lines.append(f"| {name} | {result.rows} | {shares} | {len(result.extra)} | {result.doubles} |")
    for title, first in (("one half of the families: HECVAT, CAIQ, ASVS, MVSP", True), ("the other half", False)):
        half = [result for result in results if result.file.startswith(ONE_HALF) is first]
        rows = sum(result.rows for result in half)
        right = sum(
            result.rows * min(result.share(fact) for fact in ("row", "id", "answer", "notes")) for result in half
        )
        lines.append(f"| **{title}** | {rows} | worst of the four: {100 * right / rows:.1f} % | | | | | |")
    lines += [
        "",
        "| file | understood as | questions | answers | time | engine alone | ratio |",
        "| --- | --- | --: | --: | --: | --: | --: |",
    ]
    lines += [_line(path) for path in sorted(FOLDER.glob("*/*.*")) if path.parent.name != "truth"]
    return "\n".join(lines)


def _line(path: Path) -> str:
    try:
        found = understand_file(path)
    except WorkbookRefused as refusal:
        return f"| {path.name} | refused: {refusal} | | | | | |"
    own, engine = _seconds(path)
    recognised = found.recognised
    name = f"{recognised.name} {recognised.version} ({recognised.confidence:.0%})" if recognised else "–"
    answers = sum(bool(question.answer) for question in found.questions)
    timing = (
        f"{1000 * own:.0f} ms | {1000 * engine:.0f} ms | {own / engine:.1f}×"
        if engine
        else f"{1000 * own:.0f} ms | – | –"
    )
    return f"| {path.name} | {name} | {len(found.questions)} | {answers} | {timing} |"


def main() -> None:
    """Print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the table into this file, between its markers")
    arguments = parser.parse_args()
    text = table()
    if arguments.write is None:
        print(text)
        return
    begin, end = "<!-- evaluation -->", "<!-- /evaluation -->"
    page = arguments.write.read_text(encoding="utf-8") if arguments.write.exists() else f"{begin}\n{end}\n"
    before, rest = page.split(begin, 1)
    after = rest.split(end, 1)[1]
    arguments.write.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
