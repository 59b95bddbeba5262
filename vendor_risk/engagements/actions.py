"""Every change of engagements. Tier, risk and contract links follow in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.engagements import queries, tiering
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.errors import Refused
from vendor_risk.i18n import local_day
from vendor_risk.organizations.actions import check_version
from vendor_risk.organizations.models import Organization
from vendor_risk.supply_chain.actions import follow_contracts

_CHUNK = 500


def _check(code: str, buyer_id: int, supplier_id: int, values: EngagementValues, besides: int | None) -> None:
    if buyer_id == supplier_id:
        raise Refused(_("An organisation cannot be its own supplier. Select two different organisations."))
    if not values.owner_name:
        raise Refused(_("Enter the owner of this engagement."))
    if values.contract_start and values.contract_end and values.contract_end < values.contract_start:
        raise Refused(_("The contract end date is before the start date. Correct one of the dates."))
    if queries.code_taken(code, besides):
        raise Refused(
            _("The code “%(code)s” is already used by another engagement. Enter a different code.", code=code)
        )


def add(
    code: str, buyer_id: int, supplier_id: int, values: EngagementValues, *, at: datetime, actor: str
) -> Engagement:
    """A new engagement; without a code it gets the next free one."""
    code = code or queries.next_code()
    _check(code, buyer_id, supplier_id, values, None)
    engagement = Engagement(code=code, buyer_id=buyer_id, supplier_id=supplier_id, created_at=at, updated_at=at)
    _write(engagement, values)
    db.session.add(engagement)
    db.session.flush()
    _record("add", engagement, at=at, actor=actor, tier=engagement.tier)
    _follow(engagement, at=at, actor=actor)
    return engagement


def change(
    engagement: Engagement, code: str, values: EngagementValues, *, version: int, at: datetime, actor: str
) -> Engagement:
    """New facts for an engagement; its two parties stay. Conflict when it changed since the person saw it."""
    check_version(engagement, version)
    _check(code, engagement.buyer_id, engagement.supplier_id, values, engagement.id)
    before = engagement.tier
    engagement.code, engagement.updated_at = code, at
    _write(engagement, values)
    _record("change", engagement, at=at, actor=actor, before=before, tier=engagement.tier)
    _follow(engagement, at=at, actor=actor)
    return engagement


def override_tier(engagement: Engagement, tier: Tier, reason: str, *, at: datetime, actor: str) -> None:
    """Set another tier than the facts give, for a reason that stays beside it with name and time."""
    if not reason.strip():
        raise Refused(_("Enter a reason for changing the tier calculated from the registered details."))
    engagement.tier = engagement.tier_could_be = engagement.tier_override = tier.value
    engagement.tier_override_reason, engagement.tier_override_by = reason.strip(), actor
    engagement.tier_override_at = engagement.updated_at = at
    _record("override_tier", engagement, at=at, actor=actor, tier=tier.value, reason=reason.strip())
    refresh_organizations([engagement.supplier_id])


def remove_override(engagement: Engagement, *, at: datetime, actor: str) -> None:
    """Back to the tier the facts give."""
    engagement.tier, engagement.updated_at = engagement.default_tier, at
    engagement.tier_could_be = tiering.decision(engagement).could_be.value
    engagement.tier_override = engagement.tier_override_at = None
    engagement.tier_override_reason = engagement.tier_override_by = ""
    _record("remove_override", engagement, at=at, actor=actor, tier=engagement.tier)
    refresh_organizations([engagement.supplier_id])


def _write(engagement: Engagement, values: EngagementValues) -> None:
    for name, value in tiering.columns(values, engagement.tier_override).items():
        setattr(engagement, name, value)


def _record(verb: str, engagement: Engagement, *, at: datetime, actor: str, **details: object) -> None:
    record(
        f"engagements.{verb}",
        "engagement",
        engagement.id,
        actor=actor,
        at=at,
        company_id=engagement.buyer_id,
        code=engagement.code,
        **details,
    )


def _follow(engagement: Engagement, *, at: datetime, actor: str) -> None:
    running = queries.running_between(engagement.buyer_id, engagement.supplier_id)
    follow_contracts(engagement.buyer_id, engagement.supplier_id, running, today=local_day(at), at=at, actor=actor)
    refresh_organizations([engagement.supplier_id])


def refresh_organizations(supplier_ids: Iterable[int]) -> None:
    """Bring tier and inherent risk of these organizations up to date: the highest among their running engagements."""
    db.session.flush()
    ids = sorted(set(supplier_ids))
    running = Engagement.supplier_id == Organization.id, Engagement.status != EngagementStatus.ENDED
    e, highest = Engagement, {}
    for name, most in (  # "T1" < "T2" < "T3"
        ("tier", func.min(e.tier)),
        ("tier_could_be", func.min(e.tier_could_be)),
        ("inherent_risk", func.max(e.inherent_risk)),
        ("inherent_risk_could_be", func.max(e.inherent_risk_could_be)),
    ):
        highest[name] = select(most).where(*running).scalar_subquery()
    for first in range(0, len(ids), _CHUNK):
        chosen = ids[first : first + _CHUNK]
        db.session.execute(
            update(Organization)
            .where(Organization.id.in_(chosen))
            .values(**highest)
            .execution_options(synchronize_session=False)
        )
    for held in db.session.identity_map.values():
        if isinstance(held, Organization) and held.id in set(ids):
            db.session.expire(held, list(highest))
