"""What a respondent is told of the request: which services are meant, whom to ask, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from vendor_risk.assessments.links.signer_queries import Signer, signer_of
from vendor_risk.assessments.models import Assessment
from vendor_risk.domain.texts import two_languages
from vendor_risk.i18n import language
from vendor_risk.notifications.links import Site
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.organizations.names import display
from vendor_risk.portal import queries
from vendor_risk.questionnaires.models import Origin


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """The request in the reader's language. `days_late` is 0 until the due date has passed (or without one)."""

    contact: Signer
    services: Sequence[str]
    """Each service the answers are about; a service bought by another company of the group names it."""
    vendor: bool
    """Whether an outside vendor is asked (and not a company of the group)."""
    speaks_to_vendor: bool
    """Whether the questions say "us" for the company that asks and "you" for the vendor, as our own for vendors do."""
    days_late: int
    """For submitted answers: by how many days they came after the due date."""
    zone: str
    """What the site's time is called: the due date ends with that day there."""

    def mail_to(self, subject: str) -> str:
        """The address that opens a mail to the contact with this subject; "" where none is named."""
        return f"mailto:{self.contact.reply_to}?subject={quote(subject)}" if self.contact.reply_to else ""


def days_late(due_on: date | None, at: datetime, site: Site) -> int:
    """How many days after the due date a moment is, where the site is; 0 up to the end of that day."""
    return 0 if due_on is None else max(0, (at.astimezone(ZoneInfo(site.timezone)).date() - due_on).days)


def _service(row: queries.ServiceRow, issuer_id: int, lang: str) -> str:
    service = two_languages.shown(row, lang, "service")
    if row.buyer_id == issuer_id:
        return service
    return str(_("%(service)s (for %(company)s)", service=service, company=display(row, lang)))


def request_facts(asked: Assessment, *, at: datetime, site: Site) -> RequestFacts:
    """What is told of this request; `at` is now."""
    lang = language()
    vendor = asked.organization.kind == OrganizationKind.VENDOR
    services = [_service(row, asked.issuer_id, lang) for row in (queries.services_asked(asked) if vendor else ())]
    return RequestFacts(
        contact=signer_of(asked, lang),
        services=list(dict.fromkeys(services)),
        vendor=vendor,
        speaks_to_vendor=vendor and asked.questionnaire_version.origin == Origin.SHIPPED,
        days_late=days_late(asked.due_on, asked.submitted_at or at, site),
        zone=site.zone_name(lang),
    )
