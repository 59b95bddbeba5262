"""The first page of a board paper: one sentence, five numbers, the reasons, and what is to be decided."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.builders.chains import scope_of
from tests.reports.papers import blocks_of, material_of
from vendor_risk.domain.chain.changes import ChangePart, ShownChange
from vendor_risk.i18n import speaking
from vendor_risk.reports.paper import Bullets, Numbers, PaperTable, PaperTrend
from vendor_risk.reports.sections import summary


def moved(material, before, after, parts=None):
    """The same material, had the group's exposure gone this way since the kept day, moved by these parts."""
    whole = dict.fromkeys(ChangePart, 0.0) | (parts or {ChangePart.ANSWERS: after - before})
    early, late = round(100 * before, 1), round(100 * after, 1)
    shown = {part: round(100 * value, 1) for part, value in whole.items()}
    went = SimpleNamespace(shown=ShownChange(early, late, round(late - early, 1), shown))
    return replace(material, numbers=replace(material.numbers, moved=went))


def test_the_headline_says_which_way_it_went_and_calls_half_a_tenth_nothing(material):
    now = f"{material.chain.numbers.group[0] * 100:.1f}%"
    for before, after, english, japanese in (
        (0.30, 0.35, "has risen by 5.0 points", "5.0ポイント上昇"),
        (0.35, 0.30, "has fallen by 5.0 points", "5.0ポイント低下"),
        (0.30, 0.3004, "is unchanged since", "変わらず"),
        (0.3004, 0.30, "is unchanged since", "変わらず"),
        (0.30, 0.3006, "has risen by 0.1 points", "0.1ポイント上昇"),
    ):
        with speaking("en"):
            found = summary.headline(moved(material, before, after))
        assert english in found
        assert found.endswith(f"{now}.")
        with speaking("ja"):
            found = summary.headline(moved(material, before, after))
        assert japanese in found
        assert now in found
        assert found.endswith("。")


@pytest.mark.usefixtures("english")
def test_an_exposure_that_stands_still_has_no_cause(material):
    assert "Main cause" not in summary.story(moved(material, 0.3, 0.3))
    assert "Main cause" in summary.story(material)


@pytest.mark.usefixtures("english")
def test_the_cause_is_the_part_that_pulled_hardest_the_way_it_went(material):
    parts = {ChangePart.ANSWERS: -0.10, ChangePart.KNOWN: 0.02, ChangePart.LINKS: -0.03}
    found = summary.story(moved(material, 0.40, 0.29, parts))
    assert "Main cause: new answers and evidence from organisations already assessed (10.0 points)." in found
    assert f"at {material.name(material.story.better[0].node)}, whose exposure" in found
    found = summary.story(moved(material, 0.29, 0.31, parts))
    assert "organisations assessed for the first time (2.0 points)" in found
    assert f"{material.name(material.story.known[0].node)} (exposure" in found
    assert "has only now been identified" in found
    found = summary.story(moved(material, 0.40, 0.35, {ChangePart.LINKS: -0.05}))
    assert "relationships and engagements added or removed (5.0 points)." in found
    assert "The largest change is at" not in found  # links are nobody's answers


@pytest.mark.usefixtures("english")
def test_without_a_kept_day_nothing_is_compared(material):
    numbers = replace(material.numbers, moved=None, then=None, day=None, unknown=(None, 2))
    first = replace(material, numbers=numbers, story=None, day=None)
    assert summary.headline(first).startswith("Our known exposure is ")
    assert "No earlier data to compare with yet" in summary.story(first)
    tiles = summary.numbers(first).items
    assert [tile.note for tile in tiles] == ["From known risk to the worst case", "", "", "", ""]
    assert tiles[2].value == f"2/{material.chain.numbers.chain}"


@pytest.mark.usefixtures("english")
def test_the_worst_path_is_named_from_its_origin_to_the_company_it_reaches(material):
    worst = material.chain.paths[0]
    found = summary.story(material)
    assert f"starts at {material.name(worst.origin)}. " in found
    assert f"is {worst.value * 100:.0f}%." in found
    assert f"The spillover risk to {material.name(worst.nodes[0])} is" in found
    assert "risk path" not in summary.story(replace(material, chain=replace(material.chain, paths=[])))


@pytest.mark.usefixtures("english")
def test_a_supplier_without_a_contract_is_called_that_and_one_service_is_one(material):
    rest = replace(material.chain.answers.rests[0], critical=1, contracted=False)

    def story(**changes):
        answers = replace(material.chain.answers, rests=[replace(rest, **changes)])
        return summary.story(replace(material, chain=replace(material.chain, answers=answers)))

    name, critical = material.name(rest.node), material.chain.numbers.critical
    assert f"1 of our {critical} critical engagements depends on {name}, which has no contract" in story()
    assert f"1 of our {critical} critical engagements depends on {name}." in story(contracted=True)
    assert f"2 of our {critical} critical engagements depend on {name}." in story(contracted=True, critical=2)
    assert "critical engagements depend" not in story(critical=0)


@pytest.mark.usefixtures("english")
def test_no_result_is_not_an_average_of_nothing(material):
    numbers = replace(material.numbers, now=replace(material.numbers.now, mean=None, backed=None))
    found = summary.story(replace(material, numbers=numbers))
    assert "No vendor has an accepted result yet." in found
    assert "out of 100 on average" not in found


@pytest.mark.usefixtures("english")
def test_a_number_is_good_only_at_zero_and_says_how_it_moved(material):
    now = replace(material.numbers.now, poor=2, stale=0)
    then = replace(material.numbers.then, poor=1, stale=3)
    found = replace(material, critical=7, numbers=replace(material.numbers, now=now, then=then, unknown=(0, 0)))
    _exposure, poor, unknown, stale, *_rest = summary.numbers(found).items
    assert (poor.value, poor.tone) == ("2/7", "bad")
    assert "worse" in poor.note
    assert (unknown.value, unknown.tone, unknown.note) == (f"0/{material.chain.numbers.chain}", "good", "Unchanged")
    assert (stale.value, stale.tone) == (f"0/{now.results}", "good")
    assert "better" in stale.note


@pytest.mark.usefixtures("english")
def test_the_exposure_is_a_span_until_everybody_is_known(material):
    def first(group):
        chain = replace(material.chain, numbers=replace(material.chain.numbers, group=group))
        return summary.numbers(replace(material, chain=chain)).items[0].value

    assert first((0.12, 0.31)) == "12.0–31.0%"
    assert first((0.12, 0.12)) == "12.0%"


@pytest.mark.usefixtures("english")
def test_who_asks_about_one_company_sees_its_line_alone(scene, material):
    group, _rows = scene
    alone = summary.trend(material_of(scope_of(group.a)))
    assert [line.name for line in alone.lines] == [group.a.name_en]
    whole = summary.trend(material)
    assert whole.lines[0].name == "Whole group"
    assert [line.emphasized for line in whole.lines] == [True] + [False] * (len(whole.lines) - 1)
    latest = [line.values[-1] for line in whole.lines[1:]]
    assert latest == sorted(latest, reverse=True)


@pytest.mark.usefixtures("english")
def test_one_day_is_no_trend(material):
    days, found = material.trend
    short = replace(material, trend=(days[-1:], {node: values[-1:] for node, values in found.items()}))
    assert blocks_of(summary.summary(short), PaperTrend) == []
    assert len(blocks_of(summary.summary(material), PaperTrend)) == 1
    assert len(blocks_of(summary.summary(short), Numbers)) == 1


def pending(material, **changes):
    """The same material with nothing that waits for a decision but these."""
    answers = replace(material.chain.answers, unknown=changes.pop("unknown", []))
    nothing = {
        "findings": material.findings._replace(critical=0, critical_overdue=0, ownerless=0),
        "accepted": replace(material.accepted, total=0),
        "waiting": 0,
    }
    return replace(material, chain=replace(material.chain, answers=answers), **(nothing | changes))


def test_every_thing_that_waits_is_one_sentence_with_its_number(material):
    findings = material.findings._replace(open=9, overdue=0, critical=0, critical_overdue=0, ownerless=0)
    for change, english, japanese in (
        ({}, "No other decisions are pending.", "ありません"),
        ({"findings": findings._replace(critical=1)}, "the one open severe finding, and by when (0 overdue)", "1件"),
        (
            {"findings": findings._replace(critical=5, critical_overdue=3)},
            "the 5 open severe findings, and by when (3 overdue)",
            "5件",
        ),
        ({"findings": findings._replace(ownerless=1)}, "the one open finding that has none", "1件"),
        ({"findings": findings._replace(ownerless=4)}, "the 4 open findings that have none", "4件"),
        ({"accepted": replace(material.accepted, total=1)}, "the one exception", "1件"),
        ({"accepted": replace(material.accepted, total=3)}, "the 3 exceptions", "3件"),
        ({"waiting": 1}, "One assessment is awaiting review", "1件"),
        ({"waiting": 6}, "6 assessments are awaiting review", "6件"),
    ):
        with speaking("en"):
            (sentence,) = summary.waiting(pending(material, **change))
        assert english in sentence
        with speaking("ja"):
            (sentence,) = summary.waiting(pending(material, **change))
        assert japanese in sentence
        assert sentence.endswith("。")


@pytest.mark.usefixtures("english")
def test_without_a_measure_no_gain_is_promised(material):
    answers = replace(material.chain.answers, measures=[])
    none = replace(material, chain=replace(material.chain, answers=answers))
    found = summary.decisions(none)
    assert "No action with a calculable effect" in found.headline
    assert blocks_of(found, PaperTable) == []
    assert len(blocks_of(found, Bullets)) == 1
    assert "would" not in summary.story(none)


@pytest.mark.usefixtures("english")
def test_the_gains_of_the_measures_add_up_to_the_headline(material):
    measures = material.chain.answers.measures
    assert measures
    (table,) = blocks_of(summary.decisions(material), PaperTable)
    assert [row[2] for row in table.rows] == pytest.approx([-chosen.gain for chosen in measures], abs=1e-3)
    total = f"{-sum(row[2] for row in table.rows) * 100:.1f} points"
    assert total in summary.decisions(material).headline
    assert total in summary.story(material)
    one = replace(material.chain, answers=replace(material.chain.answers, measures=measures[:1]))
    assert "approve one action" in summary.decisions(replace(material, chain=one)).headline
    assert "The most effective action would" in summary.story(replace(material, chain=one))


@pytest.mark.usefixtures("english")
def test_the_exposure_after_each_measure_only_falls(material):
    (table,) = blocks_of(summary.decisions(material), PaperTable)
    after = [row[3] for row in table.rows]
    assert after == sorted(after, reverse=True)
    assert after[0] + material.chain.answers.measures[0].gain == pytest.approx(material.chain.numbers.group[0])
