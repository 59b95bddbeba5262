"""Files of the demo say what their numbers are: each is of a registered figure, with its name and its rounding."""

from __future__ import annotations

import io
import re
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.demo.files import TABLES, everybody, file_of
from vendor_risk import features
from vendor_risk.assessments.results.figures import BACKED, SCORE
from vendor_risk.i18n import local_today, speaking
from vendor_risk.reports.board_paper import board_paper
from vendor_risk.reports.paper import PaperTable
from vendor_risk.reports.subjects import group


def test_every_table_that_can_be_kept_is_among_the_files(made: Flask) -> None:
    offered = {str(rule.rule) for rule in made.url_map.iter_rules() if re.search(r"<(\w+:)?kind>$", rule.rule)}
    paths = {path.partition("?")[0] for path in TABLES}
    for rule in offered:
        pattern = re.sub(r"<[^>]+>", "[a-z-]+", re.escape(rule).replace(r"\<", "<").replace(r"\>", ">"))
        assert any(re.fullmatch(pattern, path) for path in paths), rule


@pytest.mark.parametrize("path", TABLES)
def test_every_number_of_a_file_is_of_a_registered_figure_and_rounded_as_it_is(
    look: tuple[FlaskClient, str],
    path: str,
) -> None:
    client, lang = look
    table, book = file_of(client, path, lang)
    heads, *rows = book.worksheets[0].iter_rows()
    assert [cell.value for cell in heads] == [column.label for column in table.columns]
    assert any(column.figure for column in table.columns)
    for place, column in enumerate(table.columns):
        numbers = [row[place] for row in rows if isinstance(row[place].value, int | float)]
        if column.figure is None:
            assert not numbers, column.label
        else:
            assert features.figures()[column.figure.key] is column.figure
            assert {cell.number_format for cell in numbers} <= {column.figure.excel}, column.label


def test_heads_of_columns_are_the_names_of_figures_unless_they_name_a_part(
    look: tuple[FlaskClient, str],
) -> None:
    client, lang = look
    with speaking(lang):
        for path in ("/companies/table.xlsx", "/engagements/missing/table.xlsx", "/numbers/stale/table.xlsx",
                     "/exposure/pictures/countries/table.xlsx"):  # fmt: skip
            for column in file_of(client, path, lang)[0].columns:
                assert column.figure is None or column.label == column.figure.heading


@pytest.mark.parametrize("path", ["/heatmaps/group/export", "/heatmaps/vendors/export"])
def test_the_sheets_of_a_heatmap_are_figures(look: tuple[FlaskClient, str], path: str) -> None:
    client, lang = look
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}?lang={lang}").data))
    with speaking(lang):
        for sheet, figure in zip(book.worksheets[:2], (SCORE, BACKED), strict=True):
            assert sheet.title == str(figure.name)
            cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, int | float)]
            assert {cell.number_format for cell in cells} == {figure.excel_cell}


def test_the_columns_of_papers_are_registered_figures(look: tuple[FlaskClient, str]) -> None:
    _client, lang = look
    with speaking(lang):
        paper = board_paper(group(everybody()), None, local_today(), ZoneInfo("Asia/Tokyo"))
        columns = [column for part in paper.sections for block in part.blocks if isinstance(block, PaperTable)
                   for column in block.columns]  # fmt: skip
        figures = [column.figure for column in columns if column.figure is not None]
        assert len({figure.key for figure in figures}) > 5
        assert all(features.figures()[figure.key] is figure for figure in figures)
