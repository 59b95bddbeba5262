"""What changed, in a board paper: the parts add up, the lists name who moved and why, and nothing is invented."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.history import THEN
from tests.reports.papers import blocks_of, said
from vendor_risk.changes import queries as change_queries
from vendor_risk.changes.words import part_names, reasons
from vendor_risk.domain.chain.changes import ChangePart
from vendor_risk.domain.questionnaires import Text
from vendor_risk.i18n import speaking
from vendor_risk.reports.paper import Bars, PaperTable
from vendor_risk.reports.sections import changes


def telling(material, **told):
    """The same material with another story."""
    return replace(material, story=replace(material.story, **told))


@pytest.mark.usefixtures("english")
def test_the_bars_add_up_to_the_difference_of_the_group(material):
    (bars,) = blocks_of(changes.changes(material), Bars)
    moved = change_queries.since(material.view, THEN.date())
    assert dict(bars.rows) == pytest.approx(
        {part_names()[part]: value for part, value in moved.group.items()}, abs=1e-3
    )
    assert bars.together == ("Total", pytest.approx(moved.group_after - moved.group_before, abs=1e-3))
    assert sum(value for _name, value in bars.rows) == pytest.approx(bars.together[1])


def test_the_headline_counts_who_moved_and_says_where_a_list_ends(material):
    one = material.story.better[0]
    cases = ((0, "0", "上昇0、低下1"), (9, "9", "上昇9、低下1"), (10, "10 or more", "上昇10以上、低下1"))
    for number, english, japanese in cases:
        counted = telling(material, worse=[one] * number, better=[one], known=[])
        with speaking("en"):
            found = changes.changes(counted).headline
        ends = f": {english}; with lower exposure: 1; assessed for the first time: 0."
        assert found.endswith(ends)
        with speaking("ja"):
            found = changes.changes(counted).headline
        assert japanese in found
        assert found.endswith("。")


@pytest.mark.usefixtures("english")
def test_every_list_stands_only_where_somebody_is_in_it(material):
    nobody = telling(material, worse=[], better=[], known=[], came=[], went=[])
    assert blocks_of(changes.changes(nobody), PaperTable) == []
    assert "Supplier relationships" not in said(changes.changes(nobody))
    one = material.story.better[0]
    everybody = telling(material, worse=[one], better=[one], known=[one])
    assert [table.caption for table in blocks_of(changes.changes(everybody), PaperTable)] == [
        "Worsened",
        "Improved",
        "Assessed for the first time",
    ]


@pytest.mark.usefixtures("english")
def test_a_row_says_before_after_and_their_difference(material):
    row = material.story.better[0]
    (table,) = blocks_of(changes.changes(telling(material, worse=[], known=[])), PaperTable)
    name, before, after, difference, why = table.rows[0]
    assert name == material.name(row.node) == "Acme"
    assert (before, after) == (row.before, row.after)
    assert difference == pytest.approx(after - before)
    assert difference < 0
    said_scores = f"Prudent score: {row.assured[0]:.1f} → {row.assured[1]:.1f}."
    part = row.section
    assert why == f"{said_scores} Largest change: {part.title.en}, {part.before:.0f} → {part.after:.0f}."


def reasons_of(material, change):
    """The reasons as a report says them."""
    return reasons(change, material.story.names)


def test_why_is_said_from_what_moved_and_from_nothing_else(material):
    row = material.story.better[0]
    links = replace(row, part=ChangePart.LINKS, own=0.0)
    through = replace(row, part=ChangePart.ANSWERS, own=0.0, origin=material.story.known[0].node)
    first = replace(row, part=ChangePart.KNOWN)
    silent = replace(row, scores=None, assured=None, section=None)
    with speaking("en"):
        assert reasons_of(material, links) == "Relationships in this organisation’s supply chain were added or removed."
        assert reasons_of(material, through) == (
            "The change is due to risk from this organisation’s suppliers, "
            f"originating at {material.name(through.origin)}."
        )
        assert reasons_of(material, first) == reasons_of(material, silent) == ""
    with speaking("ja"):
        assert reasons_of(material, links).endswith("。")
        assert material.name(through.origin) in reasons_of(material, through)
        assert reasons_of(material, first) == ""


def test_a_section_is_named_in_the_language_of_the_paper(material):
    row = material.story.better[0]
    named = replace(row, section=replace(row.section, title=Text("Rules", "ルール")))
    with speaking("en"):
        assert "Largest change: Rules" in reasons_of(material, named)
    with speaking("ja"):
        assert "ルール" in reasons_of(material, named)


@pytest.mark.usefixtures("english")
def test_relationships_that_came_and_went_are_counted(material):
    link = material.story.came[0]
    assert f"{len(material.story.came)} added, {len(material.story.went)} removed" in said(changes.changes(material))
    assert "0 added, 2 removed" in said(changes.changes(telling(material, came=[], went=[link, link])))


def test_the_day_in_the_headline_is_the_kept_one(material):
    there = replace(material, day=date(2028, 2, 29))
    with speaking("en"):
        assert "29 February 2028" in changes.changes(there).headline.replace("February 29, 2028", "29 February 2028")
    with speaking("ja"):
        assert "2028年2月29日" in changes.changes(there).headline


@pytest.mark.usefixtures("english")
def test_without_an_earlier_day_there_is_no_table_of_changes(material):
    found = changes.changes(replace(material, story=None, day=None))
    assert found.headline == "No earlier data to compare with yet."
    assert blocks_of(found, PaperTable) == blocks_of(found, Bars) == []
    assert "at the end of each day on which something changed" in said(found)
