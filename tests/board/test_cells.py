"""What stands in a cell of a board: letter and number, signs, words, and nothing where nobody is."""

import csv
import io
import re

import numpy as np
import openpyxl
import pytest

from tests.board.boards import board
from tests.builders import accounts, organizations
from tests.builders.chains import engagement
from vendor_risk.board.cells import Showing
from vendor_risk.database import db
from vendor_risk.domain.grids.aggregates import Scored, aggregate
from vendor_risk.i18n import speaking
from vendor_risk.permissions import Role
from vendor_risk.questionnaires.queries import rules
from vendor_risk.supply_chain import actions as supply_chain_actions


def shown(lang="en", **asked):
    """The rows of a board as the page shows them, by name."""
    with speaking(lang):
        found = board(**asked)
        single = asked.get("rows") == "vendor"
        showing = Showing(found.grid, found.asked.show, rules().scoring, found.heads, single=single)
        return {row.name: row for row in showing.rows(range(len(found.grid.rows)), found.row_names)}


def known(values, assured=None, stale=None, unknown=None):
    values = np.array(values, dtype=float)[:, None]
    size = len(values)
    return Scored(
        values,
        values if assured is None else np.array(assured, dtype=float)[:, None],
        np.array(stale or [False] * size),
        np.array(unknown or [False] * size)[:, None],
    )


def cells(members, scores, **more):
    members = np.array(members, dtype=np.intp)
    return aggregate(np.zeros(len(members), dtype=np.intp), members, 1, known(scores, **more))


@pytest.mark.parametrize(
    ("scores", "median", "lowest"),
    [([10.0, 30.0, 90.0], 30.0, 10.0), ([10.0, 30.0], 20.0, 10.0), ([70.0], 70.0, 70.0), ([0.0, 0.0], 0.0, 0.0)],
)
def test_the_middle_and_the_lowest_score(scores, median, lowest):
    found = cells(range(len(scores)), scores)
    assert (found.median[0, 0], found.lowest[0, 0]) == (median, lowest)


def test_whom_nobody_scored_counts_as_a_member_and_not_as_0():
    found = cells([0, 1, 2], [80.0, np.nan, np.nan])
    assert (found.median[0, 0], found.members[0, 0], found.scored[0, 0]) == (80.0, 3, 1)
    assert found.coverage[0, 0] == pytest.approx(1 / 3)
    nobody = cells([0, 1], [np.nan, np.nan])
    assert np.isnan(nobody.median[0, 0])
    assert nobody.weakest[0, 0] == -1


def test_an_organization_named_twice_counts_once():
    found = cells([0, 0, 1, 1, 1], [20.0, 60.0])
    assert (found.members[0, 0], found.scored[0, 0], found.median[0, 0]) == (2, 2, 40.0)


def test_only_expired_and_unknown_results_are_counted_as_such():
    found = cells([0, 1, 2], [20.0, 60.0, np.nan], stale=[True, False, True], unknown=[True, True, True])
    assert (found.stale[0, 0], found.unknown[0, 0]) == (1, 2)


def test_the_supported_share_is_of_the_scores_together():
    assert cells([0, 1], [40.0, 60.0], assured=[10.0, 40.0]).supported[0, 0] == pytest.approx(0.5)
    assert np.isnan(cells([0], [0.0]).supported[0, 0])


def test_a_cell_says_in_words_what_it_shows(chain):
    rows = shown(rows="vendor")
    acme, ghost = rows["Acme"].overall, rows["Ghost"].overall
    assert (acme.text, acme.look) == ("A 100", "grade-A")
    assert acme.said.startswith("Overall: A 100")
    assert (ghost.text, ghost.look, ghost.note) == ("?", "none", "")
    assert ghost.said == "Overall: no organisations assessed (of 1)"
    assert rows["Ghost"].days is None
    assert rows["Cedar"].days >= 3


def test_coverage_is_a_share_and_colours_by_it(chain):
    rows = shown(rows="category", show="coverage")
    texts = {row.overall.text: row.overall.look for row in rows.values()}
    assert texts["50%"] == "cover-2"
    assert texts["100%"] == "cover-4"
    assert not any(row.overall.marks for row in rows.values())


def test_a_company_without_the_service_has_an_empty_cell_and_no_zero(chain):
    rows = shown(rows="company", columns="category")
    empty = [cell for row in rows.values() for cell in row.cells if not cell.text]
    assert empty
    assert all(cell.look == "none" and cell.said.endswith(": no organisations") for cell in empty)


@pytest.mark.parametrize(("lang", "new"), [("en", "New"), ("ja", "新規")])
def test_who_had_no_score_then_is_new_in_both_languages(chain, lang, new):
    rows = shown(lang, rows="vendor", since="month")
    bolt = next(row for name, row in rows.items() if name.startswith("Bolt"))
    assert (bolt.overall.text, bolt.overall.look) == (new, "new")


def test_what_moved_less_than_half_a_point_is_unchanged(chain):
    rows = shown(rows="vendor", since="month")
    assert (rows["Deep Cloud"].overall.text, rows["Deep Cloud"].overall.look) == ("＝", "flat")
    assert rows["Acme"].overall.look == "up-2"


def table(client, kind, args):
    answer = client.get(f"/board/table.{kind}?lang=en&{args}")
    if kind == "csv":
        return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    rows = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_the_workbook_and_the_text_file_hold_the_rows_and_numbers_of_the_board(chain, sign_in):
    group, _rows = chain
    client, rows = sign_in(group.ciso), shown(rows="vendor")
    for kind in ("xlsx", "csv"):
        found = {line[0]: line for line in table(client, kind, "rows=vendor")[1:]}
        assert set(found) == set(rows)
        assert float(found["Acme"][3]) == pytest.approx(100.0)
        assert [int(found[name][2]) for name in ("Acme", "Ghost")] == [1, 0]
        assert found["Ghost"][3] in {None, ""}, "missing stays empty"


def test_the_file_is_of_the_readers_companies_only(chain, sign_in):
    group, _rows = chain
    names = {line[0] for line in table(sign_in(group.manager_a), "xlsx", "rows=vendor")[1:]}
    assert {"Acme", "Cedar", "Ghost"} <= names
    assert "Bolt" not in names


@pytest.mark.parametrize(("lang", "head"), [("en", "Organisations"), ("ja", "組織")])
def test_heads_of_the_file_are_in_the_language_asked_for(chain, sign_in, lang, head):
    group, _rows = chain
    lines = sign_in(group.ciso).get(f"/board/table.csv?rows=tier&lang={lang}").data.decode("utf-8-sig").splitlines()
    assert head in lines[0]


def test_filters_narrow_to_members_and_unknown_ones_to_nobody(chain, sign_in):
    assert set(shown(rows="vendor", category="cloud_service")) == {"Cedar", "Ghost"}
    assert set(shown(rows="vendor", tier="T1")) == {"Acme", "Bolt"}
    assert set(shown(rows="vendor", depth="2")) == {"Deep Cloud"}
    assert shown(rows="vendor", company="999999") == {}
    assert shown(rows="vendor", category="=1+1") == {}


def test_chosen_cells_that_are_not_there_choose_nobody(chain, sign_in):
    group, _rows = chain
    client = sign_in(group.ciso)
    for args in ("cell=nobody~1", "row=nobody", "cell=~", "cell=x~99999999", "row="):
        answer = client.get(f"/board/chosen?rows=vendor&{args}")
        assert answer.status_code == 200
        assert "Nothing selected" in answer.text


def test_names_of_strangers_are_text_on_the_page_and_in_the_choice(chain, sign_in):
    group, rows = chain
    rows["cedar"].name = rows["cedar"].name_en = '<img src=x onerror="y">'
    db.session.commit()
    for path in ("?rows=vendor", f"chosen?rows=vendor&row={rows['cedar'].id}"):
        page = sign_in(group.ciso).get(f"/board/{path}").text
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_a_vendor_without_country_or_tier_stands_under_none(chain, sign_in):
    group, _rows = chain
    engagement(group.a, organizations.vendor("Nowhere", group.a, country="", tier=None))
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    assert "No country" in shown(rows="country")
    assert "No tier" in shown(rows="tier")


def test_a_membership_without_the_permission_sees_no_board(chain, sign_in):
    group, _rows = chain
    nobody = accounts.person(Role.AUDITOR, group.a)
    db.session.delete(nobody.memberships[0])
    for path in ("", "chosen", "picture.svg", "table.csv"):
        assert sign_in(nobody).get(f"/board/{path}").status_code == 403


def test_the_picture_has_a_box_for_every_cell_and_says_it(chain, sign_in):
    group, _rows = chain
    drawn = sign_in(group.ciso).get("/board/picture.svg?rows=vendor&lang=en").text
    assert len(re.findall(r"<rect [^>]*rx=", drawn)) == 5 * 3, "overall and two sections of five vendors"
    assert "Overall: no organisations assessed (of 1)" in drawn
