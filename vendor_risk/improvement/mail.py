"""The mail to a colleague who was given findings: how many, of whom, until when; a link behind the sign-in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from vendor_risk.accounts.models import User
from vendor_risk.assessments.links.site import site
from vendor_risk.improvement import owner_queries
from vendor_risk.improvement.pages import ASSIGNED
from vendor_risk.notifications.actions import queue
from vendor_risk.notifications.texts import compose
from vendor_risk.organizations.names import display


def tell_owner(person_id: int | None, finding_ids: Sequence[int], *, by: User, at: datetime) -> bool:
    """Put a mail into the outbox that these findings are now this person's. Nobody is told of what they took on
    themselves; whether somebody was.
    """
    person = owner_queries.user(person_id) if person_id else None
    if person is None or person.id == by.id or not person.active:
        return False
    given = owner_queries.given(finding_ids)
    base = site().base_url
    one = f"{base}/improvement/{finding_ids[0]}"
    lang = person.language
    subject, body = compose(
        "findings",
        lang,
        name=person.name,
        giver=by.name,
        number=ASSIGNED.read(len(finding_ids)),
        issuer=given.issuer.display_name(lang),
        organizations=[(display(row, lang), ASSIGNED.read(row.findings)) for row in given.organizations],
        due_on=given.due_on,
        link=one if len(finding_ids) == 1 else f"{base}/improvement/?owner=me",
    )
    queue(
        kind="findings",
        to_address=person.email,
        to_name=person.name,
        language=lang,
        subject=subject,
        body=body,
        at=at,
        sender_domain=site().mail_domain,
        company_id=given.issuer.id,
        heading=given.issuer.display_name(lang),
    )
    return True
