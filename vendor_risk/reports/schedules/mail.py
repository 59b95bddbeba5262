"""The mail that a scheduled report is there: a link behind the sign-in, never the file itself.

A mailbox is no place for the weak spots of a group: a link asks again who reads and what they may see, and ends with a
membership; an attachment goes wherever it is forwarded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from vendor_risk.accounts.queries import scope_of
from vendor_risk.assessments.links.site import site
from vendor_risk.database import db
from vendor_risk.jobs.models import Job
from vendor_risk.notifications.actions import queue
from vendor_risk.notifications.texts import compose
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission
from vendor_risk.reports import queries


def tell(job: Job, people: Sequence[int], about: Callable[[str], str], kept_days: int, at: datetime) -> int:
    """Put a mail to each of them into the outbox who may see the report at this moment, once; how many were told.

    `about` says in a language what the report is.
    """
    number = 0
    company = db.session.get_one(Organization, job.company_id)
    for person in queries.people_by_id(people):
        if not scope_of(person, Permission.REPORT_VIEW).covers(job.company_id) or queries.told(job, person.email):
            continue
        lang = person.language
        values = {
            "name": person.display_name(lang),
            "about": about(lang),
            "issuer": company.display_name(lang),
            "days": kept_days,
        }
        subject, body = compose("report", lang, link=f"{site().base_url}/jobs/{job.id}", **values)
        queue(
            kind="report", to_address=person.email, to_name=person.display_name(lang), language=lang, subject=subject,
            body=body, at=at, sender_domain=site().mail_domain, company_id=job.company_id,
            heading=company.display_name(lang),
        )  # fmt: skip
        number += 1
    db.session.flush()
    return number
