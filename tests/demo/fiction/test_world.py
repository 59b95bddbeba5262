"""The invented world: the same again each time, and as the demo promises it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from vendor_risk import paths
from vendor_risk.content import load_rules
from vendor_risk.demo.fiction.chain import critical_services, invent
from vendor_risk.demo.fiction.words import COMPANIES, TRADES
from vendor_risk.demo.fiction.world import FEWEST_VENDORS, World
from vendor_risk.engagements.categories import CATEGORIES

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def world() -> World:
    return invent(today=TODAY)


def suppliers(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in world.links:
        found.setdefault(link.buyer, []).append(link.supplier)
    return found


def test_the_same_seed_gives_the_same_world_and_another_seed_another(world: World) -> None:
    assert invent(today=TODAY) == world
    assert invent(seed=7, today=TODAY) != world


def test_there_are_12_companies_150_vendors_and_450_links(world: World) -> None:
    assert len(COMPANIES) == 12
    assert len(world.vendors) == 150
    assert len(world.engagements) + len(world.links) == 450


def test_codes_and_names_are_unique_in_both_languages(world: World) -> None:
    for values in (
        [vendor.code for vendor in world.vendors],
        [vendor.name.en for vendor in world.vendors],
        [vendor.name.ja for vendor in world.vendors],
        [engagement.code for engagement in world.engagements],
        [(link.buyer, link.supplier) for link in world.links],
    ):
        assert len(set(values)) == len(values)


def test_the_chain_is_four_levels_deep_and_everybody_supplies_somebody(world: World) -> None:
    below = suppliers(world)
    depth = dict.fromkeys((engagement.supplier for engagement in world.engagements), 1)
    for level in range(1, 6):
        for buyer in [code for code, at in depth.items() if at == level]:
            for supplier in below.get(buyer, []):
                depth.setdefault(supplier, level + 1)
    assert set(depth) == {vendor.code for vendor in world.vendors}
    assert max(depth.values()) == 4
    assert {depth[vendor.code] - vendor.depth for vendor in world.vendors} == {0}


def test_suppliers_are_shared_and_two_vendors_buy_from_each_other(world: World) -> None:
    buyers: dict[str, int] = {}
    for link in world.links:
        buyers[link.supplier] = buyers.get(link.supplier, 0) + 1
    assert sum(count >= 5 for count in buyers.values()) >= 10
    pairs = {(link.buyer, link.supplier) for link in world.links}
    assert any((supplier, buyer) in pairs for buyer, supplier in pairs)


def test_half_of_the_critical_services_rest_on_a_cloud_nobody_contracted(world: World) -> None:
    assert world.cloud.code not in {engagement.supplier for engagement in world.engagements}
    critical = critical_services(world, load_rules(paths.QUESTIONNAIRES).tiering)
    users = {link.buyer for link in world.links if link.supplier == world.cloud.code}
    share = sum(count for code, count in critical.items() if code in users) / sum(critical.values())
    assert 0.48 <= share <= 0.6
    used = Counter(link.supplier for link in world.links)
    assert max(used, key=lambda code: used[code]) == world.cloud.code
    assert world.backup.code in suppliers(world)[world.cloud.code]


def test_engagements_use_the_words_of_the_register(world: World) -> None:
    assert {trade.category for trade in TRADES} <= set(CATEGORIES)
    for engagement in world.engagements:
        assert engagement.facts.features is not None
        assert engagement.contract_start < engagement.contract_end


def test_a_few_vendors_have_nobody_to_write_to(world: World) -> None:
    silent = [vendor for vendor in world.vendors if vendor.contact is None]
    assert 2 <= len(silent) <= 6
    assert any(vendor.depth == 1 for vendor in silent)


def test_the_smallest_world_is_complete_and_a_smaller_one_is_refused() -> None:
    small = invent(FEWEST_VENDORS, today=TODAY)
    assert {vendor.depth for vendor in small.vendors} == {1, 2, 3, 4}
    with pytest.raises(ValueError, match="12 vendors"):
        invent(FEWEST_VENDORS - 1)
