"""Questions about single contacts and addresses."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from vendor_risk.database import db
from vendor_risk.organizations.models import Contact, Organization
from vendor_risk.organizations.names import display
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope


def contact(scope: Scope, organization_id: int, contact_id: int) -> Contact | None:
    """A contact of an organization that may be seen."""
    return db.session.scalar(
        select(Contact)
        .join(Organization, Contact.organization_id == Organization.id)
        .where(Contact.id == contact_id, Organization.id == organization_id, visible_organizations(scope))
    )


def is_contact(organization_id: int, email: str) -> bool:
    """Whether an organization found through a scope before has a contact with that address, in any case of letters."""
    mine = select(Contact.id).where(Contact.organization_id == organization_id)
    return db.session.scalar(mine.where(func.lower(Contact.email) == email.lower()).limit(1)) is not None


def contact_names(emails: Iterable[str], lang: str) -> dict[tuple[str, str], str]:
    """For (address, name) of people who were written to: the name to show a reader of `lang`. No scope: for addresses
    that stand on the page already.
    """
    c = Contact
    rows = db.session.execute(select(c.email, c.name, c.name_en, c.name_ja).where(c.email.in_(sorted(set(emails)))))
    return {(row.email, name): display(row, lang) for row in rows for name in row[1:] if name}
