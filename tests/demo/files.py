"""The files that pages of the demo offer, and the figures their columns are of."""

from __future__ import annotations

import io
from collections.abc import Iterator
from unittest.mock import patch

import openpyxl
from flask import Flask
from flask.testing import FlaskClient
from openpyxl.workbook import Workbook

from tests.builders.mails import VALUES
from vendor_risk.accounts.models import User
from vendor_risk.accounts.queries import company_tree
from vendor_risk.figures.figure import FigureReading
from vendor_risk.home.numbers import LISTS
from vendor_risk.permissions import Scope
from vendor_risk.reports.paper import Paper, PaperTable
from vendor_risk.web import tables
from vendor_risk.web.tables import PageTable

TABLES = (
    "/board/table.xlsx", "/board/table.xlsx?show=lowest&since=quarter", "/board/table.xlsx?show=coverage",
    *(f"/changes/trends/{what}.xlsx" for what in ("exposure", "tiers", "stages")),
    "/companies/table.xlsx", "/engagements/missing/table.xlsx", "/exposure/map/table.xlsx",
    *(f"/exposure/pictures/{name}/table.xlsx" for name in ("flow", "concentration", "countries")),
    *(f"/numbers/{name}/table.xlsx" for name in LISTS),
)  # fmt: skip
"""Every table that is a file; `tests/demo/test_files.py` holds the list complete."""


def signed_in(made: Flask, person: User) -> FlaskClient:
    """Somebody's browser."""
    client = made.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["fs_cc"] = person.fs_uniquifier, True, "set"
    return client


def everybody() -> Scope:
    return Scope(frozenset(company_tree()))


def file_of(client: FlaskClient, path: str, lang: str) -> tuple[PageTable, Workbook]:
    """A table as the page makes it, and the workbook that is sent."""
    with patch.object(tables, "workbook", wraps=tables.workbook) as made:
        answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert answer.status_code == 200, path
    return made.call_args.args[0], openpyxl.load_workbook(io.BytesIO(answer.data))


def figures_of_files(client: FlaskClient, lang: str) -> set[str]:
    """The keys of the figures that columns of files are of."""
    found = (file_of(client, path, lang)[0] for path in TABLES)
    return {column.figure.key for table in found for column in table.columns if column.figure is not None}


def figures_of_papers(*papers: Paper) -> set[str]:
    """The keys of the figures that columns of reports are of."""
    tables = (block for paper in papers for part in paper.sections for block in part.blocks)
    columns = (column for table in tables if isinstance(table, PaperTable) for column in table.columns)
    return {column.figure.key for column in columns if column.figure is not None}


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, FigureReading):
        yield value.figure.key
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _keys(one)


FIGURES_OF_MAILS = {key for value in VALUES.values() for key in _keys(value)}
"""The keys of the figures that emails state."""
