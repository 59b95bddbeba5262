"""A chain with a circle in it, for the tests of this folder."""

import pytest

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, engagement, link
from vendor_risk.database import db, now
from vendor_risk.supply_chain import actions


@pytest.fixture
def scene(group):
    """A ← Acme ← Deep ← Ghost, B ← Bolt ← Deep, and Deep ← Acme: a circle. Nobody contracted Deep, asked Ghost."""
    rows = {
        "acme": organizations.vendor("Acme <b>& Sons</b>", group.a, tier="T1", inherent_risk=0.48),
        "bolt": organizations.vendor("Bolt", group.b, tier="T1", inherent_risk=0.48),
        "deep": organizations.vendor("Deep Cloud"),
        "ghost": organizations.vendor("Ghost"),
    }
    engagement(group.a, rows["acme"], 3_000)
    engagement(group.b, rows["bolt"], 1_000)
    link(rows["acme"], rows["deep"], 0.9)
    link(rows["bolt"], rows["deep"], 0.9)
    link(rows["deep"], rows["acme"], 0.8)
    link(rows["deep"], rows["ghost"])
    actions.rebuild_reach()
    version = flows.version()
    flows.accepted(flows.issued(rows["acme"], group.a, version), GOOD, now())
    flows.accepted(flows.issued(rows["deep"], group.a, version), POOR, now())
    flows.accepted(flows.issued(rows["deep"], group.b, version), POOR, now())
    flows.accepted(flows.issued(rows["bolt"], group.b, version), GOOD, now())
    db.session.commit()
    return group, rows
