"""Asking owners for missing facts by a link, ending the link, and taking in what comes by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import update

from vendor_risk.accounts.models import User
from vendor_risk.accounts.queries import user_with_email
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.texts.two_languages import shown
from vendor_risk.engagements import actions as engagement_actions
from vendor_risk.engagements.missing import queries
from vendor_risk.engagements.missing.figures import DETAILS, LACKING
from vendor_risk.engagements.missing.models import FactRequest
from vendor_risk.engagements.missing.queries import AskedOwner
from vendor_risk.engagements.models import Engagement
from vendor_risk.engagements.tiering import EngagementValues, values_of
from vendor_risk.notifications.actions import queue
from vendor_risk.notifications.links import Site, new_token, token_hash
from vendor_risk.notifications.texts import compose
from vendor_risk.organizations.models import Organization

LINK_PATH = "/engagements/details/"
DAYS = 30
"""How long a link is good."""
_NAMED = 5
"""So many engagements the mail names; the page has all."""


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who signs the mail, as `notifications/_signature` names people."""

    person: str
    reply_to: str
    department: str = ""
    phone: str = ""


def ask(
    owner: AskedOwner, company: Organization, *, asker: User, site: Site, usual_language: str, at: datetime, actor: str
) -> FactRequest | None:
    """Mail an owner the link to a form of what is missing; earlier links for the same owner and company end.

    The mail is in the language of the owner's account, else of the name, else in `usual_language`. None, and nothing
    done, when nothing is missing any more or there is no address to write to.
    """
    page = queries.lacking(owner, 1, _NAMED)
    if not page.total or not owner.reachable:
        return None
    account, greeted = user_with_email(owner.email), queries.greeted(owner)
    lang = account.language if account and account.active else _language_of(greeted) or usual_language
    name = account.display_name(lang) if account else shown(greeted, lang, "owner_name") if greeted else ""
    _end(owner, at=at)
    token = new_token()
    request = FactRequest(
        company=company,
        email=owner.email,
        name=name,
        language=lang,
        token_hash=token_hash(token),
        created_at=at,
        created_by=actor,
        expires_at=at + timedelta(days=DAYS),
    )
    db.session.add(request)
    db.session.flush()
    _mail(request, f"{site.base_url}{LINK_PATH}{token}", page.rows, asker, site=site, at=at)
    _record("ask_facts", request, actor=actor, at=at, to=owner.email, engagements=page.total)
    return request


def _language_of(greeted: Engagement | None) -> str | None:
    """Japanese for an owner whose name is in Japanese only; None where the name tells nothing."""
    return "ja" if greeted and greeted.owner_name_ja and not greeted.owner_name_en else None


def _mail(
    request: FactRequest, link: str, rows: Sequence[Engagement], asker: User, *, site: Site, at: datetime
) -> None:
    lang, issuer = request.language, request.company.display_name(request.language)
    owner = AskedOwner(request.company_id, request.email)
    engagements, details = queries.left(owner)
    named = [
        (shown(row, lang, "service"), row.supplier.display_name(lang), DETAILS.read(row.facts_missing)) for row in rows
    ]
    signer = _Asker(asker.display_name(lang), asker.email)
    subject, body = compose(
        "missing_facts",
        lang,
        name=request.name,
        issuer=issuer,
        link=link,
        until=request.expires_at,
        engagements=LACKING.read(engagements),
        details=DETAILS.read(details),
        named=named,
        signer=signer,
    )
    queue(
        kind="missing_facts",
        to_address=request.email,
        to_name=request.name,
        language=lang,
        subject=subject,
        body=body,
        at=at,
        sender_domain=site.mail_domain,
        heading=issuer,
        reply_to=asker.email,
        company_id=request.company_id,
    )


def end(owner: AskedOwner, *, at: datetime, actor: str) -> bool:
    """End the owner's link for that company. False when none was good."""
    ended = queries.open_requests([owner], at).get((owner.company_id, owner.email))
    if ended is None:
        return False
    _end(owner, at=at)
    _record("end_fact_request", ended, actor=actor, at=at, to=owner.email)
    return True


def _end(owner: AskedOwner, *, at: datetime) -> None:
    r = FactRequest
    db.session.execute(
        update(r)
        .where(r.company_id == owner.company_id, r.email == owner.email, r.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def giver(request: FactRequest) -> str:
    """How the audit log names who came by the link."""
    return f"fact_request:{request.id} {request.name or request.email} <{request.email}>"[:300]


def give(request: FactRequest, given: Mapping[Engagement, EngagementValues], *, at: datetime) -> int:
    """Write what an owner gave by the link, and say how many facts that were. `given` has each engagement as it is to
    be; those without news are left as they are. Tiers and risks follow as with every change.
    """
    actor, count = giver(request), 0
    for engagement, values in given.items():
        if values == values_of(engagement):
            continue
        before = engagement.facts_missing
        named = values if values.owner_name else replace(values, owner_name=request.email)  # a change asks for an owner
        engagement_actions.change(engagement, engagement.code, named, version=engagement.version, at=at, actor=actor)
        count += before - engagement.facts_missing
    if count:
        request.used_at = at
        _record("give_facts", request, actor=actor, at=at, given=count)
    return count


def _record(verb: str, request: FactRequest, *, actor: str, at: datetime, **details: object) -> None:
    record(
        f"engagements.{verb}",
        "fact_request",
        request.id,
        actor=actor,
        at=at,
        company_id=request.company_id,
        **details,
    )
