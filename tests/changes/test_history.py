"""Scores as they stood on a day: one accepted result of each organization, ours and fresh before others."""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendor_risk.changes.history import History, HistoryColumns
from vendor_risk.domain.scoring.packing import pack_sections_rows

START = date(2026, 1, 1)
_ROW = st.tuples(
    st.integers(1, 3), st.integers(1, 2), st.sampled_from(["a", "b"]), st.integers(0, 20),
    st.sampled_from(["T1", "T2", "T3"]), st.floats(0, 100), st.sampled_from(["A", "C", "D", "E"]), st.booleans(),
)  # fmt: skip


def rows_of(drawn):
    """Results as the query gives them: made on a day, valid for five days, half supported by evidence."""
    made = []
    for organization, issuer, key, day, tier, score, grade, foreign in drawn:
        at = datetime.combine(START + timedelta(days=day), time(9), UTC)
        blob = pack_sections_rows(np.array([[[score, score / 2, 1.0, 0.0, 0.0, score / 2]]]))[0]
        until = START + timedelta(days=day + 5)
        made.append(
            (organization, issuer, key, 1, at, until, tier, score, score / 2, grade, "vendor", foreign, 1, blob)
        )
    return made


def history_of(rows):
    return History(HistoryColumns(*zip(*rows, strict=True)))


def current_by_hand(rows, day):
    found = {}
    for place, row in enumerate(rows):
        if row[4].date() <= day:
            key = row[:3]
            if key not in found or (row[4], place) >= (rows[found[key]][4], found[key]):
                found[key] = place
    return sorted(
        stands_by_hand(rows, [place for place in found.values() if rows[place][0] == number], day)
        for number in {rows[place][0] for place in found.values()}
    )


def stands_by_hand(rows, places, day):
    """The newest fresh one of ours; else the newest fresh foreign one; else the newest."""
    fresh = [place for place in places if rows[place][5] >= day]
    ours = [place for place in fresh if not rows[place][11]]
    return max(ours or fresh or places, key=lambda place: (rows[place][4], place))


@given(st.lists(_ROW, max_size=12), st.integers(-1, 30))
def test_on_any_day_the_newest_result_up_to_it_counts(drawn, after):
    rows, day = rows_of(drawn), START + timedelta(days=after)
    history = history_of(rows)
    expected = current_by_hand(rows, day)
    assert sorted(history.current(day, UTC).tolist()) == expected
    standing = history.standing(day, UTC)
    chosen = [rows[place] for place in expected]
    assert standing.results == len(chosen)
    assert standing.stale == len({row[0] for row in chosen if row[5] < day})
    assert standing.poor == len({row[0] for row in chosen if row[9] in "DE" and row[6] in {"T1", "T2"}})
    if chosen:
        assert standing.mean == pytest.approx(np.mean([row[7] for row in chosen]))
        assert standing.unsupported == pytest.approx(standing.mean / 2)
    else:
        assert standing.mean is standing.unsupported is None


@given(st.lists(_ROW, min_size=1, max_size=12))
def test_more_and_more_goes_stale_while_nobody_is_asked(drawn):
    found = history_of(rows_of(drawn)).going_stale(START + timedelta(days=20), UTC, (0, 3, 6))
    assert found == sorted(found)
    assert found[-1] == len({row[0] for row in drawn})


def test_a_section_is_followed_over_the_days():
    history = history_of(rows_of([(1, 1, "a", 0, "T1", 40.0, "D", False), (1, 1, "a", 10, "T1", 80.0, "B", False)]))
    days = [START + timedelta(days=number) for number in (-1, 0, 5, 10)]
    assert history.by_section(days, UTC) == [[None, 40.0, 40.0, 80.0]]
    assert history.by_tier(days, UTC)["T1"] == [None, 40.0, 40.0, 80.0]
    assert history.by_tier(days, UTC)["T2"] == [None] * 4


def test_without_results_nothing_is_said():
    history = History(HistoryColumns())
    assert history.standing(START, UTC).mean is None
    assert history.main_version is None
    assert history.by_section([START], UTC) == []
    assert history.going_stale(START, UTC, (0, 12)) == [0, 0]
