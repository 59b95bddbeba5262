"""Who signs the mails about an assessment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from vendor_risk.assessments.models import Assessment, Campaign
from vendor_risk.database import db
from vendor_risk.permissions import Scope


@dataclass(frozen=True, slots=True)
class Signer:
    """Department, person, phone and reply address under a mail, in one language; whatever is empty is left out."""

    department: str = ""
    person: str = ""
    phone: str = ""
    reply_to: str = ""
    retention_years: int | None = None


def signer_in(campaign: Campaign | None, lang: str) -> Signer:
    """The signer a campaign names, for readers of `lang`; the other language's words where this one has none."""
    if campaign is None:
        return Signer()
    first, second = ("ja", "en") if lang == "ja" else ("en", "ja")
    department, person = (
        getattr(campaign, f"{what}_{first}") or getattr(campaign, f"{what}_{second}")
        for what in ("department", "person")
    )
    return Signer(department, person, campaign.phone, campaign.reply_to, campaign.retention_years)


def signer_of(assessment: Assessment, lang: str) -> Signer:
    """The signer of an assessment: its campaign's, else that of the issuer's newest campaign which names one."""
    return signer_in(assessment.campaign or _newest(Campaign.issuer_id == assessment.issuer_id), lang)


def remembered(scope: Scope, actor: str) -> Campaign | None:
    """The campaign whose signer a new one begins with: this user's newest, else the newest in the scope."""
    inside = Campaign.issuer_id.in_(sorted(scope.companies))
    return _newest(inside, Campaign.created_by == actor) or _newest(inside)


def _newest(*conditions: object) -> Campaign | None:
    named = or_(Campaign.reply_to != "", Campaign.phone != "", Campaign.person_en != "", Campaign.person_ja != "")
    query = select(Campaign).where(named, *conditions).order_by(Campaign.id.desc()).limit(1)  # type: ignore[arg-type]
    return db.session.scalar(query)
