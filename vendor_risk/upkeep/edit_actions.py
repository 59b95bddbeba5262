"""Several vendors or engagements changed at once: who owns the engagements, who looks after the record, the status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.texts.two_languages import written
from vendor_risk.engagements import bulk_actions as engagement_bulk
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.organizations.models import Organization
from vendor_risk.upkeep import fates
from vendor_risk.upkeep.actions import Mandate, refuse_changed


@dataclass(frozen=True, slots=True)
class OwnerFacts:
    """A person who is made the owner; the name in one language at least."""

    name_en: str
    name_ja: str
    email: str


def give_owner(rows: Sequence[Engagement], owner: OwnerFacts, *, by: Mandate) -> int:
    """Make a person the owner of these engagements; how many had another one. Conflict when one may not be."""
    if not all(by.edit.covers(row.buyer_id) for row in rows):
        refuse_changed()
    name, name_en, name_ja = written("", owner.name_en or None, owner.name_ja or None)
    return engagement_bulk.give_owner(rows, name, name_en, name_ja, owner.email, at=by.at, actor=by.actor)


def hand_over(vendors: Sequence[Organization], home_company_id: int, *, by: Mandate) -> int:
    """Let another company look after these records; how many changed. Conflict when one is not to be changed."""
    if not by.edit.covers(home_company_id) or any(not by.edit.covers(row.home_company_id) for row in vendors):
        refuse_changed()
    changed = [row for row in vendors if row.home_company_id != home_company_id]
    for row in changed:
        before, row.home_company_id, row.updated_at = row.home_company_id, home_company_id, by.at
        record(
            "upkeep.hand_over", "organization", row.id, actor=by.actor, at=by.at, company_id=home_company_id,
            code=row.code, before=before,
        )  # fmt: skip
    db.session.flush()
    return len(changed)


def set_status(rows: Sequence[Engagement], status: EngagementStatus, *, by: Mandate) -> int:
    """Say that these engagements run or are planned; how many were something else. They end by `actions` only."""
    if status == EngagementStatus.ENDED or any(fates.running_again(row, by.edit) for row in rows):
        refuse_changed()
    return engagement_bulk.set_status(rows, status, at=by.at, actor=by.actor)
