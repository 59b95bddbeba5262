"""A group whose vendors moved since a day that was kept."""

from datetime import timedelta

import pytest

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, engagement, link
from vendor_risk.accounts.queries import company_tree
from vendor_risk.changes import actions
from vendor_risk.database import db, now
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain import actions as supply_chain_actions

NOW = now()
THEN = NOW - timedelta(days=60)
BETTER = dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), 5)


def everything():
    """The scope of a reader of all companies."""
    return Scope(frozenset(company_tree()))


@pytest.fixture
def scene(group):
    """A ← Acme ← Deep, B ← Bolt; sixty days ago Acme was poor, nobody knew Bolt, and Acme had no supplier Deep."""
    rows = {
        "acme": organizations.vendor("Acme", group.a, tier="T1", inherent_risk=0.48),
        "bolt": organizations.vendor("Bolt", group.b, tier="T1", inherent_risk=0.48),
        "deep": organizations.vendor("Deep Cloud"),
    }
    engagement(group.a, rows["acme"], 3_000)
    engagement(group.b, rows["bolt"], 1_000)
    version = flows.version()
    flows.accepted(flows.issued(rows["acme"], group.a, version), POOR, THEN - timedelta(days=1))
    flows.accepted(flows.issued(rows["deep"], group.a, version), POOR, THEN - timedelta(days=1))
    link(rows["bolt"], rows["deep"], 0.5)
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    assert actions.keep(at=THEN, actor="test") is not None
    flows.accepted(flows.issued(rows["acme"], group.a, version), BETTER, NOW - timedelta(days=1))
    flows.accepted(flows.issued(rows["bolt"], group.b, version), GOOD, NOW - timedelta(days=1))
    link(rows["acme"], rows["deep"], 0.1)
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    return group, rows
