"""The board says what counting by hand gives, from the whole chain down to one answer, within the reader's scope."""

import io
import re
from datetime import UTC, date
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.board.boards import board, by_row
from tests.builders import accounts, flows, organizations
from tests.builders.chains import GOOD, engagement
from tests.builders.history import NOW, THEN, everything
from tests.builders.statements import statements, statements_of
from vendor_risk.board.address import BoardAddress
from vendor_risk.board.build import build
from vendor_risk.database import db, now
from vendor_risk.permissions import Role
from vendor_risk.supply_chain import actions as supply_chain_actions


def test_the_whole_chain_stands_by_depth_with_how_many_were_assessed(chain):
    found = board()
    assert by_row(found, "members") == {"1": 4, "2": 1}
    assert by_row(found, "scored") == {"1": 3, "2": 1}
    assert found.grid.cells.median.shape == (2, 2)


def test_an_organization_of_two_companies_counts_in_both_and_once_in_the_whole(chain):
    group, rows = chain
    engagement(group.b, rows["acme"], 100, category="cloud_service")
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    members = by_row(board(rows="company"), "members")
    assert members[str(group.b.id)] == 3  # Bolt, Acme, and Deep beyond both
    assert by_row(board(), "members")["1"] == 4


def test_opening_a_row_shows_its_members_until_one_vendor_is_left(chain):
    _group, rows = chain
    asked = BoardAddress(rows="category")
    into = BoardAddress.read(asked.into("cloud_service"))
    assert (into.rows, into.category) == ("tier", "cloud_service")
    into = BoardAddress.read(into.into("T2"))
    assert into.rows == "vendor"
    found = build(everything(), into, now().date(), UTC)
    assert set(found.grid.rows) == {str(rows["cedar"].id), str(rows["ghost"].id)}


def test_who_was_never_assessed_is_unknown_and_not_zero(chain, sign_in):
    group, rows = chain
    found = board(rows="vendor")
    place = found.grid.rows.index(str(rows["ghost"].id))
    assert place == len(found.grid.rows) - 1, "stands after everybody with a score"
    assert found.grid.overall.scored[place, 0] == 0
    row = sign_in(group.ciso).get("/board/?rows=vendor").text.split(">Ghost</a>")[1].split("</tr>")[0]
    assert "no organisations assessed (of 1)" in row
    assert not re.search(r">[A-E] \d", row)


def test_then_and_now_are_told_apart_by_arrow_and_number(chain, sign_in):
    group, rows = chain
    found = board(rows="vendor", since=THEN.date().isoformat())
    place = found.grid.rows.index(str(rows["acme"].id))
    change = found.grid.change("median")[place]
    assert (change > 50).all()
    client = sign_in(group.ciso)
    page = client.get(f"/board/?rows=vendor&since={THEN.date().isoformat()}").text
    assert f"▲ +{change[0]:.0f}" in page.split(">Acme</a>")[1].split("</tr>")[0]
    assert ">New" in page.split(">Bolt</a>")[1].split("</tr>")[0], "had no score then"
    assert client.get("/board/?since=quarter&sort=change").status_code == 200


def test_a_moment_to_compare_with_may_be_relative_a_day_or_a_round():
    today = date(2026, 11, 27)
    moments = {"quarter": date(2026, 8, 28), "2026-01-31": date(2026, 1, 31), "round:2025": "2025"}
    assert {text: BoardAddress(since=text).before(today) for text in moments} == moments
    for nonsense in ("", "2027-01-01", "yesterday", "2026-02-30"):
        assert BoardAddress(since=nonsense).before(today) is None


def test_what_an_address_cannot_mean_is_as_usual():
    assert BoardAddress.read({"rows": "fate", "columns": "depth", "show": "luck", "sort": "x" * 300}).rows == "depth"
    assert BoardAddress.read({"rows": "tier", "columns": "tier"}).columns == "stage"
    asked = BoardAddress(rows="company", tier="T1", since="quarter")
    assert BoardAddress.read(asked.args()) == asked


@pytest.mark.parametrize("sort", ["worst", "name", "change", "coverage", "size", "alike", "0", "1", "nonsense"])
@pytest.mark.parametrize("rows", ["depth", "company", "category", "country", "tier", "vendor"])
def test_every_order_holds_every_row_once_and_the_same_each_time(chain, rows, sort):
    found, again = (board(rows=rows, sort=sort, since="month") for _ in range(2))
    assert found.grid.rows == again.grid.rows
    assert sorted(found.grid.rows) == sorted(board(rows=rows, sort="name").grid.rows)


def test_ticked_rows_and_cells_lead_to_whom_they_hold_the_worst_first(chain, sign_in):
    group, rows = chain
    page = sign_in(group.owner).get("/board/chosen?rows=category&row=cloud_service").text
    names = re.findall(r'<th scope="row"><a href="/exposure/organizations/\d+">([^<]+)</a>', page)
    assert names == ["Cedar", "Ghost"]
    page = sign_in(group.owner).get(f"/board/chosen?rows=vendor&cell={rows['acme'].id}~1").text
    assert "Acme" in page
    assert "Incidents" in page
    assert "Cedar" not in page
    assert "Nothing selected" in sign_in(group.owner).get("/board/chosen").text


def test_asking_again_takes_the_chosen_into_a_campaign_and_only_who_may_is_offered_it(chain, sign_in):
    group, rows = chain
    client = sign_in(group.owner)
    page = client.get("/board/chosen?rows=category&row=cloud_service").text
    among = re.search(r'name="among" value="([\d,]+)"', page)[1]
    assert set(among.split(",")) == {str(rows["cedar"].id), str(rows["ghost"].id)}
    listed = client.get(f"/campaigns/new?among={among}").text
    assert set(re.findall(r'name="organization"\s+value="(\d+)" checked', listed)) == set(among.split(","))
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    data = {"among": among, "all": "1"} | ({"csrf_token": token[1]} if token else {})
    settings = client.post("/campaigns/new", data=data).text
    ids = re.search(r'name="ids"[^>]*value="([\d,]+)"', settings)
    assert set(ids[1].split(",")) == set(among.split(","))
    assert "Ask all" not in sign_in(group.ciso).get("/board/chosen?rows=category&row=cloud_service").text


def test_the_findings_of_the_chosen_are_theirs_and_of_the_chosen_sections_only(chain, sign_in):
    group, rows = chain
    client = sign_in(group.ciso)
    page = client.get(f"/board/chosen?rows=vendor&cell={rows['cedar'].id}~1").text
    link = re.search(r'href="(/improvement/\?among=[^"]+)"', page)[1].replace("&amp;", "&")
    found = client.get(f"{link}&view=list&small=y").text
    listed = re.findall(r'<a href="/improvement/\d+">(Q\d)', found)
    assert listed
    assert set(listed) <= {"Q3", "Q4"}
    assert "Deep" not in found.split("<tbody>")[1]


def test_a_company_manager_finds_nothing_of_others_whatever_the_address_says(chain, sign_in):
    group, rows = chain
    client = sign_in(group.manager_a)
    for address in (
        "/board/?rows=vendor", "/board/?rows=company", f"/board/?rows=vendor&company={group.b.id}",
        f"/board/chosen?rows=vendor&row={rows['bolt'].id}", "/board/picture.svg?rows=vendor",
        "/board/table.csv?rows=vendor",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200
        for secret in ("Bolt", "Beta Works"):
            assert secret not in answer.text, address


def test_every_role_that_sees_may_and_strangers_may_not(chain, sign_in, stranger):
    group, _rows = chain
    paths = ("", "chosen", "picture.svg", "table.xlsx", "table.csv")
    for path in paths:
        assert stranger.get(f"/board/{path}").status_code == 302
        assert sign_in(group.auditor).get(f"/board/{path}").status_code == 200
        assert sign_in(accounts.person(Role.AUDITOR, group.b)).get(f"/board/{path}").status_code == 200
    assert sign_in(group.auditor).get("/board/table.exe").status_code == 404


def test_the_picture_is_drawn_and_the_file_holds_every_row_with_names_as_text(chain, sign_in):
    group, rows = chain
    rows["ghost"].name = rows["ghost"].name_en = '=<script>"&'
    db.session.commit()
    client = sign_in(group.ciso)
    for lang in ("ja", "en"):
        drawn = ElementTree.fromstring(client.get(f"/board/picture.svg?rows=vendor&lang={lang}").data)
        assert drawn.tag.endswith("svg")
    assert '=<script>"&' in "".join(drawn.itertext())
    book = openpyxl.load_workbook(io.BytesIO(client.get("/board/table.xlsx?rows=vendor&since=year").data))
    cells = list(book.worksheets[0].iter_rows(min_row=2))
    assert len(cells) == 5
    assert {row[0].data_type for row in cells} == {"s"}


def test_both_languages_have_a_board_and_an_empty_one_offers_the_next_step(group, sign_in):
    assert 'class="empty"' in sign_in(group.ciso).get("/board/").text
    assert sign_in(group.ciso).get("/board/picture.svg").status_code == 404


def test_the_board_speaks_japanese(chain, sign_in):
    group, _rows = chain
    page = sign_in(group.ciso).get("/board/?lang=ja&since=year").text
    assert "サプライチェーンボード" in page
    assert "階層1：直接の取引先" in page


def test_many_vendors_cost_as_many_queries_as_few(chain, sign_in):
    group, _rows = chain
    client = sign_in(group.ciso)
    address = "/board/?rows=vendor&since=month"
    before = statements_of(client, address)
    version = db.session.query(flows.QuestionnaireVersion).first()
    for number in range(5):
        vendor = organizations.vendor(f"Many {number}", group.a, tier="T3")
        engagement(group.a, vendor, tier="T3")
        flows.accepted(flows.issued(vendor, group.a, version), GOOD, NOW)
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    client.get(address)
    with statements() as after:
        assert "Many 4" in client.get(address).text
    assert len(after) == len(before) < 30
