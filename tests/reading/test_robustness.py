"""Real workbooks with something taken away: what other programs and formats lose when they save or convert a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.builders.real_workbooks import FOLDER, needs_workbooks
from tests.reading.evaluation import measure, truths
from vendor_risk import paths
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.reading import understand
from vendor_risk.workbook import WorkbookSheet, read_workbook

pytestmark = needs_workbooks
TRUTHS = truths() if FOLDER.is_dir() else []
FILES = sorted({truth["meta"]["file"] for truth in TRUTHS})
SCORES = {"lite_oldest": (1545, 1755), "lite_latest": (1555, 1755), "full_latest": (3145, 3600)}


def no_formulas(sheet: WorkbookSheet) -> None:
    sheet.formulas, sheet.knows_formulas = frozenset(), False


def no_merged_cells(sheet: WorkbookSheet) -> None:
    sheet.merged = ()


def no_drop_downs(sheet: WorkbookSheet) -> None:
    sheet.validations = ()


def only_values(sheet: WorkbookSheet) -> None:
    for lose in (no_formulas, no_merged_cells, no_drop_downs):
        lose(sheet)
    sheet.hidden, sheet.hidden_columns, sheet.hidden_rows = False, frozenset(), frozenset()


def two_columns_further_right(sheet: WorkbookSheet) -> None:
    sheet.rows = [["", "", *row] for row in sheet.rows]
    sheet.formulas = frozenset((row, column + 2) for row, column in sheet.formulas)
    sheet.merged = tuple((r1, c1 + 2, r2, c2 + 2) for r1, c1, r2, c2 in sheet.merged)
    sheet.validations, sheet.errors = (), {}


LOSSES = (no_formulas, no_merged_cells, no_drop_downs, only_values, two_columns_further_right)


@pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)
def test_nothing_is_read_wrongly_or_twice_after_a_loss(lose: Callable[[WorkbookSheet], None]) -> None:
    lexicon = load_lexicon(paths.QUESTIONNAIRES)
    wrong = []
    for file in FILES:
        workbook = read_workbook(FOLDER / file)
        for sheet in workbook.sheets:
            lose(sheet)
        found = understand(workbook, lexicon)
        for truth in TRUTHS:
            if truth["meta"]["file"] == file:
                result = measure(found, truth)
                shares = [result.share(fact) for fact in ("row", "id", "answer", "notes")]
                wrong += [(file, result.sheet, shares)] * (min(shares) < 0.99 or result.doubles > 0)
        for part, expected in SCORES.items():
            if part in file:
                assert found.score is not None
                wrong += [(file, found.score.earned)] * ((found.score.earned, found.score.possible) != expected)
    assert not wrong
