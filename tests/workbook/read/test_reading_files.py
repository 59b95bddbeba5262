from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from vendor_risk.workbook import WorkbookRefused, read_workbook
from vendor_risk.workbook.model import column_letter, column_number, plain
from vendor_risk.workbook.read.found import list_options


def _saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_merged_cells_lists_hidden_parts_and_comments_are_known() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Form"
    sheet["A1"] = "Section"
    sheet.merge_cells("A1:A3")
    sheet["C5"] = "=1+1"
    sheet["B2"] = "Yes"
    sheet["B2"].comment = Comment("why?", "x")
    sheet.row_dimensions[4].hidden = True
    sheet["D4"] = "hidden row"
    sheet.column_dimensions["E"].hidden = True
    sheet["E1"] = "hidden column"
    lists = workbook.create_sheet("Lists")
    for row, text in enumerate(("Yes", "Partly", "No"), 1):
        lists.cell(row, 1, text)
    by_area = DataValidation(type="list", formula1="Lists!$A$1:$A$3")
    by_area.add("B2:B9")
    written_out = DataValidation(type="list", formula1='"はい,いいえ"')
    written_out.add("C2")
    sheet.add_data_validation(by_area)
    sheet.add_data_validation(written_out)
    read = read_workbook(_saved(workbook), "form.xlsx")
    form = read.sheet("Form")
    assert form is not None
    assert form.merged == ((1, 1, 3, 1),)
    assert form.options(5, 2) == ("Yes", "Partly", "No")
    assert form.options(2, 3) == ("はい", "いいえ")
    assert form.options(1, 1) == ()
    assert form.hidden_rows == {4}
    assert form.hidden_columns == {5}
    assert form.formulas == {(5, 3)}
    assert form.comments[2, 2].endswith("why?")
    assert read.sheet("nowhere") is None


def test_a_list_by_the_name_of_an_area_is_looked_up() -> None:
    sheets = {"Lists": [["Yes"], ["No"], [""]], "Form": [["a"]]}
    assert list_options("answers", "Form", sheets, {("", "answers"): "'Lists'!$A$1:$A$3"}) == ["Yes", "No"]
    assert list_options("INDIRECT(A1)", "Form", sheets, {}) == []


_JAPANESE = "番号,質問,回答\n1,方針はありますか,はい\n2,アクセス権限を定期的に見直している,未実施\n"
_SIMPLIFIED = "编号,问题,回答\n1,是否有信息安全策略,是\n2,数据备份是否定期进行,未实施\n"
_TRADITIONAL = "編號,問題,回答\n1,是否有資訊安全政策,是\n2,是否定期備份資料,未實施\n"
_KOREAN = "번호,질문,답변\n1,정보보호 정책이 있습니까,예\n2,접근권한을 정기적으로 검토합니까,아니오\n"
_GERMAN = "Nº,Frage,Antwort\n1,Gibt es eine Richtlinie für Geräte?,teilweise erfüllt\n"
_FRENCH = "N°,Question,Réponse\n1,Une politique de sécurité ?,Oui – à jour\n"
_ENGLISH = "No,Question,Answer\n1,Is there a policy for this?,はい\n"
_ENCODED = [
    *((encoding, _JAPANESE) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
    *((encoding, _JAPANESE) for encoding in ("cp932", "euc_jp", "iso2022_jp")),
    *((encoding, _ENGLISH) for encoding in ("utf-16-le", "utf-16-be")),
    *((encoding, _SIMPLIFIED) for encoding in ("gb18030", "gbk", "gb2312", "utf-8")),
    ("big5", _TRADITIONAL),
    *((encoding, _KOREAN) for encoding in ("cp949", "euc_kr", "iso2022_kr")),
    ("cp1252", _GERMAN),
    ("cp1252", _FRENCH),
]


@pytest.mark.parametrize(("encoding", "text"), _ENCODED)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_tables_are_read_in_their_encoding_and_separator(encoding: str, text: str, separator: str) -> None:
    data = text.replace(",", separator).encode(encoding)
    sheet = read_workbook(data, "table.csv").sheets[0]
    assert sheet.rows == [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a;b\n1,5;2\n2,5;3\n", [["a", "b"], ["1,5", "2"], ["2,5", "3"]]),  # decimal commas
        ("id;text\n1;hello, dear\n2;hi, you\n", [["id", "text"], ["1", "hello, dear"], ["2", "hi, you"]]),
        ('q,"a;b;c"\nx,"d;e;f"\n', [["q", "a;b;c"], ["x", "d;e;f"]]),  # semicolons within quotes
        ("sep=;\na;b\n", [["a", "b"]]),  # Excel's own first line
        ('a,"two\nlines"\n', [["a", "two\nlines"]]),
        ('a,b\n=cmd|"/c calc"!A1,x\n', [["a", "b"], ['=cmd|"/c calc"!A1', "x"]]),  # a formula stays a text
        ("one\ntwo\n", [["one"], ["two"]]),
        ("a,b" + "," * 5_000 + "\n", [["a", "b"]]),  # empty cells far out are nothing
    ],
)
def test_the_separator_is_the_one_that_divides_all_lines_evenly(text: str, rows: list[list[str]]) -> None:
    assert read_workbook(text.encode(), "table.csv").sheets[0].rows == rows


def test_the_kind_comes_from_the_content_and_not_from_the_name() -> None:
    assert read_workbook(b"a,b\n1,2\n", "table.xlsx").kind == "csv"


def test_a_workbook_without_any_cell_is_refused() -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(_saved(openpyxl.Workbook()), "blank.xlsx")
    assert refusal.value.code == "no_sheets"


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook("/nowhere/at/all.xlsx")
    assert refusal.value.code == "missing"


def test_columns_are_named_as_in_the_spreadsheet() -> None:
    assert [column_letter(number) for number in (1, 26, 27, 702, 703, 16_384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letter(number)) == number for number in range(1, 2_000))
    with pytest.raises(ValueError, match="B2"):
        column_number("B2")


def test_values_are_shown_as_a_person_sees_them() -> None:
    assert [plain(value) for value in (1.0, 0.5, True, "x", 3)] == ["1", "0.5", "TRUE", "x", "3"]


def test_one_process_serves_many_files() -> None:
    from vendor_risk.workbook.read import safe

    data = b"a,b\n1,2\n"
    read_workbook(data, "first.csv")
    before = safe._IDLE[-1].process.pid
    for _ in range(20):
        read_workbook(data, "more.csv")
    assert safe._IDLE[-1].process.pid == before
