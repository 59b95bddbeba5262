# ruff: noqa: E501 - tables of cells are read a row a line
from __future__ import annotations

import pytest

from tests.reading.contact import LEXICON
from tests.reading.form import Form, layout, topic
from vendor_risk.reading import understand

ABOVE = {
    "beside, in two languages": ([["会社名 / Company name", "Midori"], ["回答日 / Date", "2025-04-01"]], "Midori", "2025-04-01"),
    "with brackets": ([["会社名（商号）", None, "みどり"], ["記入年月日", None, "2025-04-01"]], "みどり", "2025-04-01"),
    "in one cell": ([["Firma: Muster AG"], ["Datum der Prüfung: 02.02.2025"]], "Muster AG", "02.02.2025"),
    "below each other": ([["Supplier name", "Product", "Date"], ["Aoba", "Portal", "2025-04-01"], []], "Aoba", "2025-04-01"),
    "two pairs in a row": ([["Proveedor:", "Aoba SL", None, "Fecha:", "12/03/2025"]], "Aoba SL", "12/03/2025"),
    "placeholders are none": ([["Vendor Name", "Vendor Name"], ["Date", "mm/dd/yyyy"]], None, None),
    "an address is no label": ([["See: https://example.com/company"], ["Note: answer all"]], None, None),
}  # fmt: skip


@pytest.mark.parametrize("case", ABOVE)
def test_facts_above_the_table_are_told_by_their_labels(case: str) -> None:
    rows, vendor, date = ABOVE[case]
    form = Form("Form", ["Security questionnaire"], *rows, [], ["ID", "Question", "Answer"])
    for n in range(1, 8):
        form.ask(f"A-{n}", f"Is there {topic(n)}?", "Yes", key=f"A-{n}")
    found = understand(layout("facts", form).workbook, LEXICON)
    assert (found.metadata.get("vendor"), found.metadata.get("date")) == (vendor, date)
    assert [question.id for question in found.questions] == [f"A-{n}" for n in range(1, 8)]
