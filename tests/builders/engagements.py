"""Engagements with details missing, and asking their owner for them."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from tests.builders import organizations
from tests.builders.clock import NOW
from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.domain.tiering.facts import STATED_FACTS, ConfidentialData, Substitutability, VendorAccess
from vendor_risk.engagements import actions
from vendor_risk.engagements.missing.actions import LINK_PATH
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.organizations.models import Organization

RIN = "rin@alpha.example"
ALL_KNOWN: dict[str, Any] = {
    "data_class": ConfidentialData.NONE,
    "personal_data": False,
    "access": VendorAccess.NONE,
    "stoppage_hours": 2000,
    "substitutability": Substitutability.EASY,
    "annual_spend": 1,
    "denied": STATED_FACTS,
}


def engagement(
    buyer: Organization, vendor: Organization, service: str, owner: str = "Rin Ota", email: str = RIN, **known: Any
) -> Engagement:
    """An engagement of which only what is given here is known."""
    values = EngagementValues(service, owner_name=owner, owner_email=email, **known)
    return actions.add("", buyer.id, vendor.id, values, at=NOW, actor="user:1 Tester")


def with_missing(group: organizations.Group) -> dict[str, int]:
    """Rin owns in company A one that lacks two details, one that lacks all, a complete and an ended one, and one in B;
    Ken has no address. Committed; ids by name.
    """
    vendor = organizations.vendor("Acme", group.a, code="P-ACME")
    known = ALL_KNOWN | {"stoppage_hours": None, "personal_data": None}
    rows = {
        "two": engagement(group.a, vendor, "Payroll", **known),
        "all": engagement(group.a, vendor, "Hosting", email=RIN.upper()),
        "whole": engagement(group.a, vendor, "Cleaning", **ALL_KNOWN),
        "ended": engagement(group.a, vendor, "Old printing", status=EngagementStatus.ENDED),
        "nobody": engagement(group.a, vendor, "Mail room", owner="Ken Abe", email=""),
        "b": engagement(group.b, vendor, "Secret of B"),
    }
    db.session.commit()
    return {name: row.id for name, row in rows.items()}


def ask(client: Any, company_id: int, email: str = RIN) -> tuple[Any, OutboxMail]:
    """Ask an owner as that person does: the page that follows, and the newest mail."""
    data = {"owner": f"{company_id} {email}"}
    answer = post(client, "/engagements/missing/ask", data, follow_redirects=True)
    mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    assert mail is not None
    return answer, mail


def path_in(mail: OutboxMail) -> str:
    """The path of the link in the mail."""
    found = re.search(rf"{LINK_PATH}vrp_[\w-]+", mail.body)
    assert found is not None
    return found[0]
