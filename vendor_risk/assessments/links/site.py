"""The site of the running application, for what puts links into mails and pages."""

from __future__ import annotations

from vendor_risk import web
from vendor_risk.notifications.links import Site


def site() -> Site:
    """Where links lead and mail comes from."""
    return Site.of(web.settings())
