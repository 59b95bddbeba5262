"""The group whose vendors moved, and a chain of five vendors in it."""

from datetime import timedelta

import pytest

from tests.builders import flows, organizations
from tests.builders.chains import POOR, engagement
from tests.builders.history import NOW, scene
from vendor_risk.database import db
from vendor_risk.supply_chain import actions as supply_chain_actions

__all__ = ["chain", "scene"]


@pytest.fixture
def chain(scene):
    """Of A: Acme, Cedar and Ghost (cloud, T2), of depth 1; of B: Bolt. Beyond: Deep (2). Nobody assessed Ghost."""
    group, rows = scene
    for name, category, tier in (("cedar", "cloud_service", "T2"), ("ghost", "cloud_service", "T2")):
        rows[name] = organizations.vendor(name.title(), group.a, tier=tier, inherent_risk=0.3)
        engagement(group.a, rows[name], 700, tier=tier, category=category)
    version = db.session.query(flows.QuestionnaireVersion).first()
    flows.accepted(flows.issued(rows["cedar"], group.a, version), POOR, NOW - timedelta(days=3))
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    return group, rows
