"""What a board must never get wrong: ties, one vendor alone, unknown scores, addresses that come back as they were."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.board.boards import board, build_for, by_row
from tests.builders import flows, organizations
from tests.builders.chains import POOR, engagement, scope_of
from tests.builders.history import NOW
from vendor_risk.board import queries as board_queries
from vendor_risk.board.address import COLUMNS, ROWS, SHOWS, SORTS, BoardAddress
from vendor_risk.database import db
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.supply_chain import actions as supply_chain_actions

WORDS = st.text(max_size=90) | st.sampled_from(["", "-", "T1", "1", "JP", "month", "round:2025", "2026-01-31"])
ADDRESSES = st.fixed_dictionaries(
    {
        "questionnaire": WORDS, "rows": st.sampled_from(ROWS) | WORDS, "columns": st.sampled_from(COLUMNS) | WORDS,
        "show": st.sampled_from(SHOWS) | WORDS, "depth": WORDS, "company": WORDS, "category": WORDS, "country": WORDS,
        "tier": WORDS, "sort": st.sampled_from(SORTS) | WORDS, "since": WORDS, "pick": st.sampled_from(["", "1", "x"]),
    }
)  # fmt: skip


@given(ADDRESSES)
def test_whatever_an_address_says_its_board_has_an_address_that_says_the_same(args):
    asked = BoardAddress.read(args)
    assert BoardAddress.read(asked.args()) == asked
    assert asked.rows in ROWS
    assert asked.columns in COLUMNS
    assert asked.columns != asked.rows


@given(ADDRESSES, st.sampled_from(["1", "T1", "-", "JP"]))
def test_going_down_keeps_every_filter_and_ends_at_single_vendors(args, key):
    asked = BoardAddress.read(args)
    for _step in ROWS:
        if asked.rows == "vendor":
            break
        before = dict(asked.narrowed())
        group = asked.rows
        asked = BoardAddress.read(asked.into(key))
        after = dict(asked.narrowed())
        assert {name: after[name] for name in before if name != group} == {
            name: value for name, value in before.items() if name != group
        }
    assert asked.rows == "vendor"


@given(ADDRESSES)
def test_a_change_of_one_choice_leaves_the_others(args):
    asked = BoardAddress.read(args)
    changed = BoardAddress.read(asked.args(sort="size"))
    assert changed == replace(asked, sort="size")


@pytest.fixture
def tied(chain):
    """Dogwood and Elm as Cedar: the same category, tier, answers and score; of Zelkova nobody knows anything."""
    group, rows = chain
    version = db.session.query(flows.QuestionnaireVersion).first()
    for name in ("elm", "dogwood", "zelkova"):
        rows[name] = organizations.vendor(name.title(), group.a, tier="T2", inherent_risk=0.3)
        engagement(group.a, rows[name], 700, tier="T2", category="cloud_service")
        if name != "zelkova":
            flows.accepted(flows.issued(rows[name], group.a, version), POOR, NOW)
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    return group, rows


def test_equal_scores_stand_by_name_and_the_unknown_last_in_every_order_of_scores(tied):
    _group, rows = tied
    equal = [str(rows[name].id) for name in ("cedar", "dogwood", "elm")]
    unknown = {str(rows[name].id) for name in ("ghost", "zelkova")}
    for sort in ("worst", "0", "1"):
        found = board(rows="vendor", category="cloud_service", sort=sort).grid.rows
        assert [row for row in found if row in equal] == equal, sort
        assert set(found[-2:]) == unknown, sort


def test_the_unknown_count_as_members_and_lower_no_score(tied):
    found = board(rows="category")
    assert by_row(found, "members")["cloud_service"] == 5
    assert by_row(found, "scored")["cloud_service"] == 3
    alone = board(rows="vendor", category="cloud_service")
    scores = {row: value for row, value in by_row(alone, "median").items() if by_row(alone, "scored")[row]}
    assert by_row(found, "median")["cloud_service"] == pytest.approx(sorted(scores.values())[1])
    assert by_row(found, "lowest")["cloud_service"] == pytest.approx(min(scores.values()))


def test_whatever_is_shown_an_unknown_vendor_has_no_grade_and_no_number(tied, sign_in):
    group, _rows = tied
    client = sign_in(group.ciso)
    for show in SHOWS:
        for lang, name in (("en", "Zelkova"), ("ja", "Zelkova（日本語）")):
            page = client.get(f"/board/?rows=vendor&show={show}&lang={lang}").text
            row = page.split(f">{name}</a>")[1].split("</tr>")[0]
            assert not re.search(r">\s*[A-E] \d", row), (show, lang)
            assert lang == "ja" or ("0%" if show == "coverage" else "no organisations assessed (of 1)") in row, show
    text = client.get("/board/table.csv?rows=vendor&lang=en").data.decode("utf-8-sig")
    (line,) = [line for line in text.splitlines() if line.startswith("Zelkova")]
    assert not re.search(r",\d+\.\d", line)


def test_one_vendor_alone_is_its_own_middle_lowest_and_whole(chain):
    group, rows = chain
    found = build_for(scope_of(group.b), rows="vendor", depth="1")
    assert found.grid.rows == [str(rows["bolt"].id)]
    assert by_row(found, "median") == by_row(found, "lowest")
    assert by_row(found, "members") == by_row(found, "scored") == {str(rows["bolt"].id): 1}


def test_the_findings_counted_for_the_chosen_are_those_of_the_list(chain):
    group, rows = chain
    scope = scope_of(group.holding, group.a, group.b)
    ids = [rows[name].id for name in ("acme", "cedar", "ghost", "deep")]
    counted = board_queries.open_findings(scope, ids)
    for number in ids:
        listed = improvement_queries.findings(
            scope, improvement_queries.ImprovementFilters(among=(number,)), NOW.date(), size=100
        )
        assert counted.get(number, 0) == listed.total, number
    assert rows["ghost"].id not in counted
    assert board_queries.open_findings(scope_of(group.b), [rows["cedar"].id]) == {}
