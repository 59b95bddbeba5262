"""Our own workbook on paper, and what its first lines say."""

from __future__ import annotations

import pytest

from tests.formats.own.every_kind import FULL, made, opened, questions_of


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_sheet_prints_at_eight_points_or_more_without_the_second_language(lang: str) -> None:
    sheet = questions_of(opened(made(FULL, lang)))
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0) or sheet.page_setup.fitToHeight == 0
    area = str(sheet.print_area).replace("$", "").rpartition("!")[2]
    first, last = (part.rstrip("0123456789") for part in area.split(":"))
    assert (first, last) == ("B", "I")
    heads = [sheet.cell(2, column).value for column in range(2, 12)]
    assert heads[8:] == (
        ["設問（日本語）", "回答の目安（日本語）"]
        if lang == "en"
        else ["Question (English)", "Guide to answers (English)"]
    )
    pixels = sum(int(sheet.column_dimensions[letter].width * 7 + 5) for letter in "BCDEFGHI")  # Calibri 11: 7 a digit
    paper = (297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right) * 72
    scale = min(1.0, paper / (pixels * 0.75))
    sizes = {sheet.cell(row, column).font.sz for row in range(2, sheet.max_row + 1) for column in range(2, 10)}
    assert min(sizes) * scale >= 8


@pytest.mark.parametrize(("lang", "due"), [("en", "December 1, 2026"), ("ja", "2026年12月1日")])
def test_the_first_lines_say_who_asks_whom_until_when_and_the_rules_of_levels(lang: str, due: str) -> None:
    book = opened(made(FULL, lang))
    guide = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {"Buyer & Co", "Vendor / Ltd", due} <= set(guide)
    rules = " ".join(map(str, guide))
    for said in (
        "highest level that is fully true",
        "level 4 includes level 3",
        "your customer",
        "最も高い水準",
        "委託元",
    ):
        assert said in rules
    assert "Buyer & Co / Vendor / Ltd [7 / test 1.0]" in questions_of(book)["B1"].value
