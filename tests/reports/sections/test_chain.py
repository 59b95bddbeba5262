"""Paths and concentration in a board paper: the same paths, suppliers and shares as the pages of the chain."""

from dataclasses import replace

import pytest

from tests.builders.chains import scope_of
from tests.reports.papers import blocks_of, material_of, said
from vendor_risk.database import db
from vendor_risk.exposure.analysis import answers, paths
from vendor_risk.i18n import speaking
from vendor_risk.organizations.models import Contact
from vendor_risk.overview.chain import chain_head
from vendor_risk.reports import words
from vendor_risk.reports.paper import PaperTable, Paragraph
from vendor_risk.reports.sections import chain


def with_answers(material, **changes):
    return replace(material, chain=replace(material.chain, answers=replace(material.chain.answers, **changes)))


@pytest.mark.usefixtures("english")
def test_the_paths_are_those_of_the_first_screen_in_its_order(material):
    head = chain_head(material.view)
    table = blocks_of(chain.paths(material), PaperTable)[0]
    assert [row[0] for row in table.rows] == [path.value for path in head.paths]
    assert [row[1] for row in table.rows] == [
        " ← ".join(head.names[node] for node in path.nodes) for path in head.paths
    ]
    assert [row[0] for row in table.rows] == sorted((row[0] for row in table.rows), reverse=True)


@pytest.mark.usefixtures("english")
def test_the_headline_names_the_direct_vendor_and_the_company_of_the_worst_path(material):
    worst = paths.worst_paths(material.view, material.view.known_case, 1)[0]
    found = chain.paths(material).headline
    assert f"through {material.name(worst.nodes[1])}. " in found
    assert found.endswith(f"amounts to {worst.value * 100:.0f}% for {material.name(worst.nodes[0])}.")


@pytest.mark.usefixtures("english")
def test_the_contact_of_a_path_is_the_one_of_its_direct_vendor_or_nobody(scene, material):
    group, rows = scene
    person = db.session.query(Contact).filter_by(organization_id=rows["acme"].id).one()
    person.name = "Aoi Tanaka"
    person.name_en = None
    db.session.commit()
    table = blocks_of(chain.paths(material_of(scope_of(group.a))), PaperTable)[0]
    assert {row[3] for row in table.rows} == {"Aoi Tanaka"}
    nobody = replace(material, contacts=[None] * len(material.chain.paths))
    assert {row[3] for row in blocks_of(chain.paths(nobody), PaperTable)[0].rows} == {""}


@pytest.mark.usefixtures("english")
def test_the_reason_of_a_path_is_the_weakest_section_and_never_guessed(material):
    origin = material.chain.paths[0].origin
    section = material.chain.weakest[origin]
    assert words.missing(material, origin) == f"The largest gap is in “{section.title.en}”."
    weakest = material.chain.weakest | {origin: None}
    unassessed = replace(material, chain=replace(material.chain, weakest=weakest))
    table = blocks_of(chain.paths(unassessed), PaperTable)[0]
    reasons = [row[2] for row, path in zip(table.rows, unassessed.chain.paths, strict=True) if path.origin == origin]
    assert reasons
    assert set(reasons) == {"Not assessed yet."}


@pytest.mark.usefixtures("english")
def test_no_path_is_no_safety_while_somebody_is_unassessed(material):
    facts = material.chain
    none = replace(material, chain=replace(facts, paths=[], numbers=replace(facts.numbers, unknown=3)))
    found = chain.paths(none)
    assert "No known risk reaches our companies" in found.headline
    assert "This does not mean that our vendors are safe: some organisations in the supply chain have not been" in said(
        found
    )
    known = replace(none, chain=replace(none.chain, numbers=replace(facts.numbers, unknown=0)))
    assert chain.paths(known).blocks == ()


@pytest.mark.usefixtures("english")
def test_deeper_paths_stand_in_a_table_of_their_own_only_where_there_are_any(material):
    assert material.chain.deeper
    direct, deeper = blocks_of(chain.paths(material), PaperTable)
    assert len(deeper.columns) == len(direct.columns) - 1
    assert [row[0] for row in deeper.rows] == [path.value for path in material.chain.deeper]
    assert all(row[1].count("←") >= 2 for row in deeper.rows)
    flat = replace(material, chain=replace(material.chain, deeper=[]))
    assert len(blocks_of(chain.paths(flat), PaperTable)) == 1


@pytest.mark.usefixtures("english")
def test_suppliers_stand_with_the_stakes_and_shares_of_the_concentration_page(material):
    view, facts = material.view, material.chain
    found = answers.chain_answers(view).rests
    table = blocks_of(chain.concentration(material), PaperTable)[0]
    assert [row[1] for row in table.rows] == [rest.stake for rest in found]
    assert [row[2] for row in table.rows] == [f"{rest.companies}/{len(view.companies)}" for rest in found]
    assert [row[3] for row in table.rows] == [f"{rest.critical}/{facts.numbers.critical}" for rest in found]
    assert f"The largest exposure impact is that of {table.rows[0][0]}: {found[0].stake * 100:.1f} points." == (
        chain.concentration(material).headline
    )


@pytest.mark.usefixtures("english")
def test_who_stands_in_the_first_table_is_not_told_again_as_hidden(material):
    first = material.chain.answers.rests[0]
    twice = with_answers(material, rests=[first], hidden=[first], singles=[])
    captions = [table.caption for table in blocks_of(chain.concentration(twice), PaperTable)]
    assert captions == ["Suppliers the group depends on most"]
    hidden = with_answers(material, rests=[], hidden=[first], singles=[])
    assert chain.concentration(hidden).headline == "No suppliers that the group depends on are registered."
    (table,) = blocks_of(chain.concentration(hidden), PaperTable)
    assert table.caption == "Other fourth parties with no direct contract"


@pytest.mark.usefixtures("english")
def test_a_contract_is_said_and_its_absence_too(material):
    rest = material.chain.answers.rests[0]
    both = [replace(rest, contracted=True), replace(rest, contracted=False)]
    table = blocks_of(chain.concentration(with_answers(material, rests=both)), PaperTable)[0]
    assert [row[-1] for row in table.rows] == ["Direct contract", "No direct contract"]


def test_shared_fourth_parties_are_counted_in_both_languages(material):
    for number, english in ((0, None), (1, "One fourth party"), (4, "4 fourth parties")):
        numbers = replace(material.chain.numbers, shared=number)
        counted = replace(material, chain=replace(material.chain, numbers=numbers))
        with speaking("en"):
            found = said(blocks_of(chain.concentration(counted), Paragraph))
        assert ("with no direct contract" in found) == bool(number)
        assert english is None or english in found
        with speaking("ja"):
            assert (f"{number}社" in said(blocks_of(chain.concentration(counted), Paragraph))) == bool(number)


@pytest.mark.usefixtures("english")
def test_single_points_of_failure_say_what_lies_behind_them(material):
    rest = material.chain.answers.rests[0]
    single = with_answers(material, rests=[], hidden=[], singles=[replace(rest, only_through=3)])
    (table,) = blocks_of(chain.concentration(single), PaperTable)
    assert (table.caption, table.rows[0][4]) == ("Single points of failure", 3)
    assert "the only route to the suppliers behind them" in said(chain.concentration(single))
    assert "the only route" not in said(chain.concentration(with_answers(material, singles=[])))
