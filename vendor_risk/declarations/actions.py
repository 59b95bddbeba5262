"""Every change of declarations: a vendor declares and takes back; a person accepts, declines and reconsiders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.states import WITH_RESPONDENT
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.declarations import queries
from vendor_risk.declarations.models import Declaration, DeclarationState, NoSubcontractors
from vendor_risk.errors import Refused
from vendor_risk.organizations import actions as organization_actions
from vendor_risk.organizations.actions import OrganizationFacts
from vendor_risk.organizations.models import Organization
from vendor_risk.organizations.names import bare_name
from vendor_risk.supply_chain import actions as supply_chain_actions
from vendor_risk.supply_chain import queries as supply_chain_queries
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

MOST = 200
"""Declarations one vendor may have, whatever became of them. A vendor with more sends its list by mail."""
CONFIDENCE = 0.7
"""Of a link that a vendor declared and a person found plausible; whoever has proof raises it on the link's page."""


@dataclass(frozen=True, slots=True)
class Subcontractor:
    """A subcontractor as declared: `corporate_number` is checked or None."""

    name: str
    country: str
    service: str
    corporate_number: str | None = None


def _record(verb: str, row: Declaration, *, at: datetime, actor: str, **details: object) -> None:
    record(
        f"declarations.{verb}", "declaration", row.id, actor=actor, at=at, company_id=queries.decider(row),
        vendor=row.vendor_id, name=row.name, **details,
    )  # fmt: skip


def declare(assessment: Assessment, named: Sequence[Subcontractor], *, at: datetime, actor: str) -> int:
    """Add what a vendor declares; how many were new. Those it has declared already are left as they are.

    Refused past the quota, as a whole, and when the questionnaire is no longer with the respondent.
    """
    _check_open(assessment)
    known = queries.keys_of(assessment)
    fresh: dict[tuple[str, str], Subcontractor] = {}
    for one in named:
        key = folded_name(one.name), one.service
        if key not in known:
            fresh.setdefault(key, one)
    if queries.number_of(assessment.organization_id) + len(fresh) > MOST:
        raise Refused(
            _(
                "You can list up to %(most)s subcontractors here. Limit the list to those that are "
                "important for this service, or send the full list to your contact at the company "
                "that sent you the questionnaire.",
                most=MOST,
            )
        )
    if named and (none := queries.none_said(assessment)) is not None:
        db.session.delete(none)
    for (folded, _service), one in fresh.items():
        row = Declaration(
            vendor_id=assessment.organization_id, assessment_id=assessment.id, assessment=assessment, name=one.name,
            folded=folded, country=one.country, service=one.service, corporate_number=one.corporate_number,
            state=DeclarationState.WAITING, declared_by=actor[:300], declared_at=at,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        _record("declare", row, at=at, actor=actor)
    return len(fresh)


def say_none(assessment: Assessment, *, at: datetime, actor: str) -> None:
    """The vendor says that it uses no subcontractors. Refused while some are listed: both cannot be true."""
    _check_open(assessment)
    if queries.keys_of(assessment):
        raise Refused(
            _(
                "You have already listed subcontractors. Withdraw them before stating that you use none. "
                "To change any that have been checked, contact the company that sent you the questionnaire."
            )
        )
    if queries.none_said(assessment) is None:
        db.session.add(NoSubcontractors(assessment_id=assessment.id, said_by=actor[:300], said_at=at))
        db.session.flush()
        record(
            "declarations.say_none", "assessment", assessment.id, actor=actor, at=at, company_id=assessment.issuer_id
        )


def take_back_none(assessment: Assessment, *, at: datetime, actor: str) -> None:
    """The vendor takes back that it uses none; then it has not answered."""
    _check_open(assessment)
    if (said := queries.none_said(assessment)) is not None:
        db.session.delete(said)
        record(
            "declarations.take_back_none", "assessment", assessment.id, actor=actor, at=at,
            company_id=assessment.issuer_id,
        )  # fmt: skip


def folded_name(name: str) -> str:
    """The name as doubles are recognised by."""
    return bare_name(name)[:300]


def _check_open(assessment: Assessment) -> None:
    if assessment.status not in WITH_RESPONDENT:
        raise Refused(_("This questionnaire no longer accepts answers, so subcontractors cannot be changed here."))


def withdraw(row: Declaration, *, at: datetime, actor: str) -> None:
    """The vendor takes back what nobody has decided on yet."""
    _check_open(row.assessment)
    if row.state != DeclarationState.WAITING:
        raise Refused(
            _(
                "This subcontractor has already been checked. To change it, contact the company that "
                "sent you the questionnaire."
            )
        )
    _record("withdraw", row, at=at, actor=actor)
    db.session.delete(row)


def accept(row: Declaration, supplier: Organization | None, *, at: datetime, actor: str) -> SupplyLink:
    """Make a declaration a supply link to `supplier`, or to a new organization of the declared name (None).

    Where the same link is known already it counts as confirmed. Refused when it was decided on, or leads to oneself.
    """
    _check_waiting(row)
    if supplier is None:
        facts = OrganizationFacts(name=row.name, country=row.country, corporate_number=row.corporate_number)
        home, code = queries.decider(row), queries.free_code(row.id)
        supplier = organization_actions.add_vendor(code, facts, home_company_id=home, at=at, actor=actor)
    facts_of_link = LinkFacts(row.service, LinkSource.DECLARED, CONFIDENCE, None, row.declared_at.date())
    link = supply_chain_queries.same_link(row.vendor_id, supplier.id, row.service)
    row.link_id = None
    if link is None:
        link = supply_chain_actions.add_link(row.vendor_id, supplier.id, facts_of_link, at=at, actor=actor)
        row.link_id = link.id
    elif not supply_chain_queries.has_contract(link) and link.seen_on < facts_of_link.seen_on:
        confirmed = LinkFacts(
            link.service,
            link.source,
            link.confidence,
            link.weight,
            facts_of_link.seen_on,
            link.weight_reason,
            link.service_en,
            link.service_ja,
        )
        supply_chain_actions.change_link(link, confirmed, at=at, actor=actor)
    row.supplier_id = supplier.id
    _decide(row, DeclarationState.ACCEPTED, at=at, actor=actor)
    _record("accept", row, at=at, actor=actor, supplier=supplier.id, link=link.id)
    return link


def _check_waiting(row: Declaration) -> None:
    if row.state != DeclarationState.WAITING:
        raise Refused(_("A decision on “%(name)s” has already been made. Reload the page.", name=row.name))


def _decide(row: Declaration, state: DeclarationState, *, at: datetime, actor: str, reason: str = "") -> None:
    row.state, row.decided_at, row.decided_by, row.reason = state, at, actor[:300], reason
    db.session.flush()


def decline(rows: Iterable[Declaration], reason: str, *, at: datetime, actor: str) -> int:
    """Leave declarations out of the chain, with a reason; how many."""
    if not reason.strip():
        raise Refused(_("Enter a reason so that other users can understand the decision later."))
    number = 0
    for row in rows:
        _check_waiting(row)
        _decide(row, DeclarationState.DECLINED, at=at, actor=actor, reason=reason.strip()[:500])
        _record("decline", row, at=at, actor=actor, reason=row.reason)
        number += 1
    return number


def reopen(row: Declaration, *, at: datetime, actor: str) -> Declaration:
    """Undo a decision: the declaration waits again, and the link that accepting made is taken out.

    An organization that accepting made stays in the register, where nothing rests on it any more.
    """
    if row.state == DeclarationState.WAITING:
        raise Refused(_("“%(name)s” is already awaiting a decision.", name=row.name))
    link = None if row.link_id is None else db.session.get(SupplyLink, row.link_id)
    if link is not None and not supply_chain_queries.has_contract(link):
        supply_chain_actions.remove_link(link, at=at, actor=actor)
    _record("reopen", row, at=at, actor=actor, before=row.state)
    row.supplier_id = row.link_id = row.decided_at = None
    row.state, row.decided_by, row.reason = DeclarationState.WAITING, "", ""
    return row
