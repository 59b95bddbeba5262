"""Very long cells of a vendor list: they mean no number, date, country or heading, and hold nothing up."""

from random import Random
from time import monotonic

import pytest

from tests.imports.register.registers import sheet
from vendor_risk.formats.register.archive import read_files
from vendor_risk.imports.register.cells import dates, numbers
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.rows import people
from vendor_risk.imports.register.sheets import headings
from vendor_risk.organizations import countries
from vendor_risk.workbook.model import Workbook, WorkbookSheet

LONG = 30_000


@pytest.mark.parametrize("unit", ["1", "1,", "1.1 ", "千", "約", "(", " 7", "￥"])
def test_a_long_text_is_no_number(unit):
    text = unit * (LONG // len(unit))
    assert numbers.read_amount(text, numbers.NumberMark.POINT) is None
    assert numbers.read_hours(text, numbers.NumberMark.POINT) is None
    assert not numbers.is_doubtful(text)
    assert numbers.heading_unit(text) == numbers.HeadingUnit()


def test_a_number_in_a_sentence_is_still_read_as_the_sentence_of_a_number():
    assert numbers.read_amount("約500万円（税込）", numbers.NumberMark.POINT).value == 500


@pytest.mark.parametrize("unit", ["rh", "a", "1/", "令和", " - "])
def test_a_long_text_is_no_date(unit):
    text = unit * (LONG // len(unit))
    assert dates.read_date(text, None).reading is dates.DateReading.NONE
    assert dates.read_period(text) is None


def test_a_long_text_is_no_country():
    assert countries.code_of("republic of " * 3_000) is None
    assert countries.code_of("Republic of Korea") == "KR"


def test_names_are_parted_in_any_spacing():
    assert people.split_names("田中　一郎\n鈴木   花子", 0) == ["田中 一郎", "鈴木 花子"]
    assert people.split_names("A. Smith  /  B. Jones", 0) == ["A. Smith", "B. Jones"]
    assert people.split_names("Smith, John", 1) == ["Smith, John"]
    assert people.bare_person("田中　一郎  様") == "田中 一郎"
    assert len(people.split_names(" " * LONG + "a" + " " * LONG + "b", 0)) == 1


def test_brackets_without_an_end_stay_part_of_a_heading():
    assert headings.normal("(" * LONG) == ""


def test_cells_as_long_as_a_spreadsheet_has_them_are_no_headings_to_look_up_a_dozen_ways():
    """Fifteen rows of them took minutes, in the serving process."""
    letters, random = "abcdefghij .-/@123,¥", Random(1)
    long = [["".join(random.choices(letters, k=32_000)) for _ in range(12)] for _ in range(15)]
    workbooks = read_files("list.xlsx", sheet(*long, ["取引先コード", "取引先名", "国"], ["P-1", "Alpha", "日本"]))
    began = monotonic()
    (mapping,) = propose(workbooks)
    assert monotonic() - began < 10
    assert all(len(text) <= headings.LONGEST for text in mapping.headers.values())


def test_merged_cells_one_over_the_other_are_looked_at_only_so_often():
    rows = [["取引先コード", "取引先名", *[""] * 900], ["P-1", "Alpha", *["x"] * 900]]
    workbook = Workbook("list.xlsx", "xlsx", [WorkbookSheet("S", rows, merged=((1, 3, 1, 902),) * 50_000)])
    began = monotonic()
    propose([workbook])
    assert monotonic() - began < 10
