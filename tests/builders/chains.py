"""Engagements and links between organizations, and the chain they make."""

from datetime import date

from tests.builders.clock import NOW
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.exposure import queries
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain import actions
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

AT = {"at": NOW, "actor": "user:1 Tester"}
GOOD = dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), 4)
POOR = {"Q1": 1, "Q2": 1, "Q3": 2, "Q4": 0}


def link(buyer, supplier, weight=None, service=""):
    """A declared link from a buyer to its supplier, through the product's own action."""
    facts = LinkFacts(service, LinkSource.DECLARED, 1.0, weight, date(2026, 11, 1))
    return actions.add_link(buyer.id, supplier.id, facts, **AT)


def engagement(buyer, supplier, spend=None, tier="T1", category="logistics"):
    """An active engagement with its contractual link; T1 unless said otherwise."""
    row = Engagement(
        code=f"E-{buyer.id}-{supplier.id}", buyer_id=buyer.id, supplier_id=supplier.id, service="Hauling",
        category=category, status=EngagementStatus.ACTIVE, substitutability="hard", access="remote_limited",
        data_class="confidential", annual_spend=spend, default_tier=tier, tier=tier, impact=4, likelihood=3,
        inherent_risk=0.48, tier_could_be=tier, inherent_risk_could_be=0.48, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    bought = {"buyer_id": buyer.id, "supplier_id": supplier.id, "engagement_id": row.id, "source": LinkSource.CONTRACT}
    db.session.add(SupplyLink(service="Hauling", seen_on=date(2026, 11, 1), created_at=NOW, **bought))
    return row


def scope_of(*companies):
    """The scope of a reader of these companies."""
    return Scope(frozenset(company.id for company in companies))


def whole(group):
    """The snapshot over the whole group."""
    return queries.snapshot(scope_of(group.holding, group.a, group.b))
