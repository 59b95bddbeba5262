"""Every change of organizations and contacts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from flask_babel import gettext as _
from sqlalchemy import update

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.texts import corporate_numbers
from vendor_risk.errors import Conflict, Refused
from vendor_risk.organizations import queries
from vendor_risk.organizations.models import (
    Contact,
    Organization,
    OrganizationKind,
    OrganizationStatus,
    Reach,
    VendorListChoice,
)
from vendor_risk.organizations.names import display, search_text, sort_name

_NAMED_BY = ("name", "name_en", "name_ja", "corporate_number", "lei")


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """What is written down about an organization, whichever kind."""

    name: str
    name_en: str | None = None
    name_ja: str | None = None
    corporate_number: str | None = None
    lei: str | None = None
    country: str = "JP"
    industry: str | None = None
    employees: int | None = None
    website: str | None = None
    name_kana: str | None = None
    address: str | None = None
    notes: str = ""
    status: OrganizationStatus = OrganizationStatus.ACTIVE


def derived(code: str, facts: Mapping[str, object]) -> dict[str, str]:
    """The columns kept for searching and sorting, from the others."""
    name, name_en, name_ja, number, lei = (str(facts[key] or "") for key in _NAMED_BY)
    return {
        "sort_name": sort_name(name, name_en),
        "search_text": search_text(name, name_en, name_ja, str(facts.get("name_kana") or ""), code, number, lei),
    }


def _checked(code: str, facts: OrganizationFacts, besides: int | None) -> dict[str, object]:
    """The column values, refused when a key is taken or a number is not one."""
    values: dict[str, object] = asdict(facts)
    if queries.code_taken(code, besides):
        raise Refused(
            _("The code “%(code)s” is already used by another organisation. Enter a different code.", code=code)
        )
    if facts.corporate_number:
        number = corporate_numbers.corporate_number(facts.corporate_number)
        if number is None:
            raise Refused(
                _(
                    "The corporate number is not valid: it must have 13 digits and a matching check digit. Check "
                    "the number and enter it again."
                )
            )
        if queries.number_taken(number, besides):
            raise Refused(
                _(
                    "The corporate number %(number)s is already registered for another organisation. Use that record.",
                    number=number,
                )
            )
        values["corporate_number"] = number
    if facts.lei:
        values["lei"] = corporate_numbers.lei(facts.lei)
        if values["lei"] is None:
            raise Refused(_("Enter a valid LEI: 20 characters with matching check digits."))
    return values | {"code": code} | derived(code, values)


def _add(values: Mapping[str, object], *, at: datetime) -> Organization:
    organization = Organization(**values, created_at=at, updated_at=at)
    db.session.add(organization)
    db.session.flush()
    return organization


def add_vendor(code: str, facts: OrganizationFacts, *, home_company_id: int, at: datetime, actor: str) -> Organization:
    """A new vendor, looked after by a group company."""
    values = _checked(code, facts, None) | {"kind": OrganizationKind.VENDOR, "home_company_id": home_company_id}
    vendor = _add(values, at=at)
    record(
        "organizations.add_vendor",
        "organization",
        vendor.id,
        actor=actor,
        at=at,
        company_id=home_company_id,
        code=code,
    )
    return vendor


def add_company(
    code: str, facts: OrganizationFacts, *, parent_id: int | None, at: datetime, actor: str
) -> Organization:
    """A new group company below `parent_id` (None: at the top)."""
    values = _checked(code, facts, None) | {"kind": OrganizationKind.GROUP_COMPANY, "parent_id": parent_id}
    company = _add(values, at=at)
    db.session.add(Reach(company_id=company.id, organization_id=company.id, depth=0))
    record(
        "organizations.add_company", "organization", company.id, actor=actor, at=at, company_id=company.id, code=code
    )
    return company


def change(
    organization: Organization,
    code: str,
    facts: OrganizationFacts,
    *,
    version: int,
    at: datetime,
    actor: str,
    home_company_id: int | None = None,
) -> Organization:
    """New facts for an organization. `version` is the one the person saw; Conflict when it has changed since."""
    check_version(organization, version)
    values = _checked(code, facts, organization.id)
    if organization.kind == OrganizationKind.VENDOR and home_company_id is not None:
        values["home_company_id"] = home_company_id
    changed = {name: value for name, value in values.items() if getattr(organization, name) != value}
    if not changed:
        return organization
    for name, value in changed.items():
        setattr(organization, name, value)
    organization.updated_at = at
    fields = sorted(set(changed) - {"sort_name", "search_text"})
    company_id = (
        organization.id if organization.kind == OrganizationKind.GROUP_COMPANY else organization.home_company_id
    )
    record(
        "organizations.change",
        "organization",
        organization.id,
        actor=actor,
        at=at,
        company_id=company_id,
        fields=fields,
    )
    return organization


class Versioned(Protocol):
    """A row whose version counts its changes."""

    @property
    def version(self) -> int:
        """Which one this is."""


def check_version(row: Versioned, version: int) -> None:
    """Conflict when `row` is no longer as the person saw it."""
    if row.version != version:
        raise Conflict(
            _("Another user changed this record while you were editing it. Open it again to see the latest version.")
        )


def circle(parents: Mapping[int, int | None], company_id: int) -> list[int]:
    """The companies of a circle that begins at `company_id` and runs from each to its parent; empty without one."""
    chain = [company_id]
    parent = parents.get(company_id)
    while parent is not None and parent not in chain:
        chain.append(parent)
        parent = parents.get(parent)
    return chain if parent == company_id else []


def move_company(company: Organization, parent_id: int | None, *, lang: str, at: datetime, actor: str) -> None:
    """Put a company below another one. Refused when that one lies below it; the sentence names the companies."""
    if parent_id == company.parent_id:
        return
    found = circle(queries.parents() | {company.id: parent_id}, company.id)
    if found:
        rows = queries.names_of(found)
        names = " → ".join(display(rows[i], lang) for i in [*found, company.id])
        raise Refused(
            _("This would create a loop: %(names)s. Select a company that is not below this one.", names=names)
        )
    before, company.parent_id, company.updated_at = company.parent_id, parent_id, at
    _record("move_company", company, at=at, actor=actor, before=before, after=parent_id)


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A person of an organization."""

    name: str
    email: str
    language: str = "ja"
    role: str = ""
    primary: bool = False
    department: str = ""
    phone: str = ""
    name_en: str | None = None
    name_ja: str | None = None


def save_contact(
    organization: Organization, contact: Contact | None, facts: ContactFacts, *, at: datetime, actor: str
) -> Contact:
    """A new contact, or new facts for one. There is one primary contact: the first one, or who is made it last."""
    others = [known for known in queries.contacts(organization.id) if known is not contact]
    if any(known.email.casefold() == facts.email.casefold() for known in others):
        raise Refused(_("%(email)s is already a contact of this organisation.", email=facts.email))
    verb = "add_contact" if contact is None else "change_contact"
    if contact is None:
        contact = Contact(organization_id=organization.id)
        db.session.add(contact)
    for name, value in asdict(facts).items():
        setattr(contact, name, value)
    if not any(known.primary for known in others):
        contact.primary = True
    db.session.flush()
    if contact.primary:
        db.session.execute(
            update(Contact)
            .where(Contact.organization_id == organization.id, Contact.id != contact.id)
            .values(primary=False)
        )
    _record(verb, organization, at=at, actor=actor, email=facts.email)
    return contact


def remove_contact(organization: Organization, contact: Contact, *, at: datetime, actor: str) -> None:
    """Forget a contact. The next one becomes the one to write to."""
    _record("remove_contact", organization, at=at, actor=actor, email=contact.email)
    was_primary = contact.primary
    db.session.delete(contact)
    db.session.flush()
    rest = queries.contacts(organization.id)
    if was_primary and rest:
        rest[0].primary = True


def _record(verb: str, organization: Organization, *, at: datetime, actor: str, **details: object) -> None:
    company_id = (
        organization.id if organization.kind == OrganizationKind.GROUP_COMPANY else organization.home_company_id
    )
    record(
        f"organizations.{verb}",
        "organization",
        organization.id,
        actor=actor,
        at=at,
        company_id=company_id,
        **details,
    )


def choose_columns(user_id: int, names: Collection[str] | None) -> None:
    """Keep which columns of the list of vendors a person sees; None: the usual ones again."""
    known = db.session.get(VendorListChoice, user_id)
    if names is None:
        if known is not None:
            db.session.delete(known)
        return
    kept = sorted(set(names))
    if known is None:
        db.session.add(VendorListChoice(user_id=user_id, columns=kept))
    else:
        known.columns = kept
