"""Reach: who rests on whom, how deep, over any chain with shared suppliers and circles."""

from collections import deque
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import organizations
from tests.builders.clock import NOW
from vendor_risk.database import db
from vendor_risk.domain.chain.reach import Graph
from vendor_risk.errors import Refused
from vendor_risk.organizations.models import Reach
from vendor_risk.supply_chain import actions, bulk_actions, queries
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import Contracted, LinkSource, SupplyLink

AT = {"at": NOW, "actor": "user:1 Tester"}
DECLARED = LinkFacts("", LinkSource.DECLARED, 0.8, None, date(2026, 1, 1))


def reach():
    rows = db.session.query(Reach.company_id, Reach.organization_id, Reach.depth)
    return {(company, organization): depth for company, organization, depth in rows}


def plain_depths(edges, start):
    found, waiting = {start: 0}, deque([start])
    while waiting:
        node = waiting.popleft()
        for buyer, supplier in edges:
            if buyer == node and supplier not in found:
                found[supplier] = found[node] + 1
                waiting.append(supplier)
    return found


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40), st.integers(0, 13))
def test_depths_are_those_of_a_plain_search(edges, start):
    pairs = np.array(edges, dtype=np.int64).reshape(-1, 2)
    ids, depths = Graph.of(pairs[:, 0], pairs[:, 1]).depths(start)
    assert dict(zip(ids.tolist(), depths.tolist(), strict=True)) == plain_depths(edges, start)
    assert depths.tolist() == sorted(depths.tolist())


def test_a_chain_with_a_circle_and_a_shared_supplier(group):
    one, two, shared = (organizations.vendor(name, group.a) for name in ("One", "Two", "Shared"))
    actions.rebuild_reach()
    for buyer, supplier in ((group.a, one), (one, two), (two, one), (two, shared), (group.b, shared)):
        actions.add_link(buyer.id, supplier.id, DECLARED, **AT)
    a, b, h = group.a.id, group.b.id, group.holding.id
    assert reach() == {
        (h, h): 0, (a, a): 0, (a, one.id): 1, (a, two.id): 2, (a, shared.id): 3, (b, b): 0, (b, shared.id): 1
    }  # fmt: skip
    cut = queries.same_link(two.id, shared.id, "")
    actions.remove_link(cut, **AT)
    assert (a, shared.id) not in reach()
    assert reach()[b, shared.id] == 1


def test_what_is_kept_up_to_date_step_by_step_is_what_a_rebuild_finds(group):
    vendors = [organizations.vendor(f"P{n}", group.a) for n in range(6)]
    actions.rebuild_reach()
    nodes = [group.a, group.b, *vendors]
    pairs = [(0, 2), (2, 3), (3, 4), (4, 2), (1, 3), (4, 5), (5, 6), (6, 7), (0, 7)]
    for buyer, supplier in pairs:
        actions.add_link(nodes[buyer].id, nodes[supplier].id, DECLARED, **AT)
        before = reach()
        assert actions.rebuild_reach() == 0
        assert reach() == before
    for buyer, supplier in pairs[::2]:
        actions.remove_link(queries.same_link(nodes[buyer].id, nodes[supplier].id, ""), **AT)
        assert actions.rebuild_reach() == 0


def test_self_links_doubles_and_contract_links_by_hand_are_refused(group):
    vendor = organizations.vendor("Vendor", group.a)
    actions.add_link(group.a.id, vendor.id, DECLARED, **AT)
    for supplier, facts, sentence in (
        (group.a.id, DECLARED, "cannot be its own supplier"),
        (vendor.id, DECLARED, "already registered"),
        (
            vendor.id,
            LinkFacts("x", LinkSource.CONTRACT, 1, None, date(2026, 1, 1)),
            "Contractual relationships are created from engagements. Add or change the engagement instead.",
        ),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.add_link(group.a.id, supplier, facts, **AT)


def test_a_declared_link_becomes_the_contracts_and_goes_with_it(group):
    vendor = organizations.vendor("Vendor", group.a)
    declared = actions.add_link(group.a.id, vendor.id, DECLARED, **AT)
    from vendor_risk.engagements import actions as engagement_actions
    from vendor_risk.engagements.tiering import EngagementValues

    engagement = engagement_actions.add("E-1", group.a.id, vendor.id, EngagementValues(" ", owner_name="O"), **AT)
    engagement.service = ""
    actions.follow_contracts(group.a.id, vendor.id, {"": Contracted(engagement.id)}, today=date(2026, 2, 1), **AT)
    db.session.refresh(declared)
    assert (declared.source, declared.confidence, declared.engagement_id) == ("contract", 1.0, engagement.id)
    with pytest.raises(
        Refused,
        match=r"Contractual relationships are created from engagements\. Add or change the engagement instead\.",
    ):
        actions.remove_link(declared, **AT)
    bulk_actions.follow_all_contracts([], today=date(2026, 2, 1), at=NOW)
    assert db.session.query(SupplyLink).count() == 0
