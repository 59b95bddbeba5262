"""From a register file to pages: import, answers, scores, and the server time of the pages on all of it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import Context
from functools import partial

import orjson
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text, update

from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Result, StoredAnswer
from vendor_risk.assessments.results.rescore_actions import rescore
from vendor_risk.bench.report import BenchMeasure, measured
from vendor_risk.bench.storage import population, scratch
from vendor_risk.bench.storage.answers import bare_inserts
from vendor_risk.database import db, now
from vendor_risk.database.bulk_sql import insert_many
from vendor_risk.demo.fiction.chain import invent
from vendor_risk.demo.fiction.register_book import register_book
from vendor_risk.domain.scoring.packing import unpack_sections_many

PAGES = {
    "register of vendors": "/organizations/vendors",
    "register, searched": "/organizations/vendors?q=asagiri&tier=T2",
    "engagements": "/engagements/",
    "supply links": "/supply_chain/",
    "assessments": "/assessments/",
    "vendor heatmap": "/heatmaps/vendors",
    "vendor heatmap's chart": "/heatmaps/vendors/figure",
    "group heatmap": "/heatmaps/group",
    "board by depth": "/board/",
    "board by company, compared": "/board/?rows=company&since=month",
    "board of single vendors": "/board/?rows=vendor",
    "home": "/",
}
_PART = 500


def whole(sizes: Sequence[int], *, many_questions: bool = False) -> Iterator[BenchMeasure]:
    """Every size once: what it takes to fill a database, and the pages of it."""
    for n in sizes:
        with scratch.application() as app:
            yield from _filling(n, many_questions)
            yield from _pages(app, n)


def _clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _filling(n: int, many_questions: bool) -> Iterator[BenchMeasure]:
    world = invent(n, today=now().date())
    data = register_book(world)
    population.content()
    seconds = _clock(lambda: population.register(data)) + _clock(db.session.commit)
    population.accounts()
    yield BenchMeasure("import a register (vendors)", n, seconds, _clock(lambda: _only_read(data)), "linear")
    ids = population.assessments(many_questions)
    stored = bare = 0.0
    number = 0
    for start in range(0, len(ids), _PART):
        rows = population.answer_rows(ids[start : start + _PART])
        number += len(rows)
        stored += _clock(lambda rows=rows: insert_many(StoredAnswer, rows))  # type: ignore[misc]
        stored += _clock(db.session.commit)
        bare += bare_inserts(ids[start], ids[min(start + _PART, len(ids)) - 1])
    yield BenchMeasure("store answers in bulk (rows)", number, stored, bare, "≥ 100,000 rows a second")
    read = _clock(lambda: db.session.execute(text("SELECT * FROM answer")).fetchall())
    yield BenchMeasure("score from answers to stored results", len(ids), _clock(lambda: population.results(ids)), read)
    db.session.execute(update(Result).values(rules_version="earlier"))
    db.session.commit()
    seconds = _clock(lambda: rescore(at=now(), actor=scratch.ACTOR)) + _clock(db.session.commit)
    yield BenchMeasure(
        "rescore from database to stored results", len(ids), seconds, _clock(_bare_board), "≤ 5 s for 10,000"
    )


def _pages(app: Flask, n: int) -> Iterator[BenchMeasure]:
    user = db.session.scalars(select(User).where(User.email.startswith("procurement@"))).one()
    client = scratch.signed_in(app, user)
    db.session.commit()
    for name, address in PAGES.items():
        yield measured(
            f"page: {name}", n, partial(_get, client, address), _bare_board, "p95 < 300 ms at 10,000 vendors"
        )


def _get(client: FlaskClient, address: str) -> int:
    """Get a page as a request of its own does: outside this application context and its right to write."""
    response = Context().run(client.get, address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return len(response.data)


def _bare_board() -> bytes:
    """The least a heatmap can cost: names and packed section scores of current results, unpacked and written."""
    rows = db.session.execute(
        text(
            "SELECT organization.name, result.sections FROM organization JOIN result ON "
            "result.organization_id = organization.id WHERE result.current"
        )
    ).fetchall()
    db.session.commit()
    sections = unpack_sections_many([bytes(row[1]) for row in rows])
    return orjson.dumps({"names": [row[0] for row in rows], "scores": sections.tobytes().hex()})


def _only_read(data: bytes) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
