"""The demo as its pages tell it: every tile of the first screen opens as many rows as it says, and nobody has two
grades for one purpose, on whichever page and in whichever language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from vendor_risk.accounts.models import Membership, User
from vendor_risk.accounts.queries import company_tree
from vendor_risk.assessments.models import Assessment, Result
from vendor_risk.database import db
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Role, Scope
from vendor_risk.standing import queries as standing

STAT = re.compile(r'<a href="([^"]+)"><span class="stat-value">([^<]+)</span>')
MEANS = {"exposure", "self-declared"}
"""Numbers of the first screen that are means of their lists and not the lists' length."""
PAGES = (
    "/", "/numbers/graded", "/numbers/stale", "/numbers/self-declared", "/heatmaps/group", "/heatmaps/vendors",
    "/board/?rows=vendor", "/companies/", "/changes/", "/exposure/", "/organizations/vendors",
)  # fmt: skip
"""Pages that show what stands for organizations, besides the page of each company and of each vendor."""
CHUNK = re.compile(r"<(td|li|p|dd)\b[^>]*>(.*?)</\1>", re.DOTALL)
RESULT = re.compile(r"/reviews/(\d+)/result")
GRADE = re.compile(r"\bgrade-([A-E])\b")


@pytest.fixture(scope="module", params=["en", "ja"])
def look(made: Flask, request: pytest.FixtureRequest) -> Iterator[tuple[FlaskClient, str]]:
    """Somebody who sees and does everything in the whole group, and the language of the pages."""
    with made.app_context():
        person = db.session.query(User).filter_by(email="procurement@demo.example").one()
        for role in (Role.CISO, Role.REVIEWER):
            if not db.session.query(Membership).filter_by(user_id=person.id, role=role).first():
                company = db.session.query(Membership).filter_by(user_id=person.id).first().company_id
                db.session.add(Membership(user_id=person.id, company_id=company, role=role))
        db.session.commit()
        client = made.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"], session["fs_cc"] = person.fs_uniquifier, True, "set"
        yield client, request.param
        db.session.remove()


def opened(client: FlaskClient, address: str, lang: str, **more: str) -> str:
    """A page by its address, in that language."""
    parts = urlsplit(html.unescape(address))
    given = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    reply = client.get(f"{parts.path}?{urlencode(given | more | {'lang': lang})}")
    assert reply.status_code == 200, (address, reply.status_code)
    return str(reply.text)


def rows_of(client: FlaskClient, address: str, lang: str) -> int:
    """How many rows a list holds on all of its pages."""
    total, number, pages = 0, 1, 1
    while number <= pages:
        page = opened(client, address, lang, page=str(number))
        if '<nav class="paging"' not in page:
            return 0
        listed, _nav, rest = page.partition('<nav class="paging"')
        last = re.search(r"(\d+)\D+(\d+)", re.sub(r"<[^>]*>", " ", rest.partition("</nav>")[0].partition("</span>")[2]))
        pages = int(max(last.groups(), key=int)) if last else 1
        total += listed.rpartition("<tbody>")[2].count("<tr")
        number += 1
    return total


def test_every_tile_of_the_first_screen_opens_as_many_rows_as_it_says(look: tuple[FlaskClient, str]) -> None:
    client, lang = look
    tiles = STAT.findall(opened(client, "/", lang))
    assert len(tiles) >= 11, "the tiles of who asks and of who steers"
    checked = 0
    for address, value in tiles:
        if address.rpartition("/")[2] not in MEANS:
            assert rows_of(client, address, lang) == int(value.partition("/")[0]), address
            checked += 1
    assert checked >= 9


def test_what_waits_for_a_decision_is_as_much_as_its_list(look: tuple[FlaskClient, str]) -> None:
    client, lang = look
    found = re.search(r'<p class="home-waits">(.*?)</p>', opened(client, "/", lang), re.DOTALL)
    assert found is not None
    links = re.findall(r'href="([^"]+)">([^<]+)</a>', found[1])
    assert links
    for address, words in links:
        number = re.search(r"\d[\d,]*", words)
        assert number is not None, words
        assert rows_of(client, address, lang) == int(number[0].replace(",", "")), (address, words)


def everybody() -> Scope:
    return Scope(frozenset(company_tree()))


def standing_grades() -> dict[int, dict[str, str]]:
    """By organization and purpose the grade that stands."""
    ids = db.session.scalars(db.select(Organization.id)).all()
    found = standing.standings(everybody(), ids, standing.today())
    return {number: {row.purpose: row.grade or "" for row in rows} for number, rows in found.items()}


def grades_shown(page: str) -> Iterator[tuple[int, str]]:
    """Assessment and grade of every cell that shows one result with its grade."""
    for _tag, chunk in CHUNK.findall(page):
        results, grades = set(RESULT.findall(chunk)), GRADE.findall(chunk)
        if len(results) == 1 and grades:
            yield int(results.pop()), grades[0]


def test_nobody_has_two_grades_for_one_purpose_on_any_page(look: tuple[FlaskClient, str]) -> None:
    client, lang = look
    expected, seen = standing_grades(), 0
    rows = db.session.execute(
        db.select(Assessment.id, Assessment.organization_id, Result.purpose, Result.provisional).join(
            Result, Result.assessment_id == Assessment.id
        )
    )
    about = {row.id: row for row in rows if not row.provisional}
    organizations = db.session.execute(db.select(Organization.id, Organization.kind)).all()
    paths = [*PAGES, *(f"/organizations/{row.id}" for row in organizations if row.kind == OrganizationKind.VENDOR)]
    paths += [f"/companies/{row.id}" for row in organizations if row.kind == OrganizationKind.GROUP_COMPANY]
    for path in paths:
        for assessment_id, grade in grades_shown(opened(client, path, lang)):
            if assessment_id in about:  # others are not reviewed yet, and say so
                row = about[assessment_id]
                assert grade == expected[row.organization_id][row.purpose], (path, assessment_id)
                seen += 1
    assert seen > len(expected), "grades are found on the pages"


def test_the_companies_are_listed_with_the_grade_that_stands(look: tuple[FlaskClient, str]) -> None:
    client, lang = look
    expected, seen = standing_grades(), 0
    for row in re.findall(r"<tr>(.*?)</tr>", opened(client, "/companies/", lang), re.DOTALL):
        company = re.search(r'href="/companies/(\d+)', row)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        if company is None or len(cells) < 3:
            continue
        for purpose, cell in zip(("meti-csmg-3", "outsourcing"), cells[1:3], strict=True):
            shown = re.search(r'<span class="cell grade-([A-E])">', cell)
            if shown is not None:
                assert shown[1] == expected[int(company[1])][purpose], (company[1], purpose)
                seen += 1
    assert seen


def test_the_parts_of_a_change_add_up_to_the_total_shown(look: tuple[FlaskClient, str]) -> None:
    client, lang = look
    section = opened(client, "/changes/", lang).partition('aria-labelledby="group-moved"')[2].partition("</section>")[0]
    before, after = re.findall(r"\d+\.\d", section.partition("<table")[0])[:2]
    *parts, total = (float(one) for one in re.findall(r'nowrap">([+-]?\d+\.\d)<', section.partition("<table")[2]))
    assert parts
    assert round(sum(parts), 1) == total == round(float(after) - float(before), 1)


def test_the_gains_on_the_first_screen_add_up_to_the_fall_shown(look: tuple[FlaskClient, str]) -> None:
    client, lang = look
    section = opened(client, "/", lang).partition('aria-labelledby="home-first"')[2].partition("</section>")[0]
    gains = [float(one) for one in re.findall(r"moved-better\">−(\d+\.\d)<", section)]
    before, after = (float(one) for one in re.findall(r"(\d+\.\d)%", section)[:2])
    assert gains
    assert round(sum(gains), 1) == round(before - after, 1)
