"""How pages say where a mail stands."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.notifications.models import MailStatus

TONES = {"queued": "info", "sending": "info", "sent": "good", "failed": "bad"}


def statuses() -> dict[str, str]:
    """Where a mail stands."""
    return {
        MailStatus.QUEUED: _("Waiting to be sent"),
        MailStatus.SENDING: _("Sending"),
        MailStatus.SENT: _("Sent"),
        MailStatus.FAILED: _("Failed"),
    }
