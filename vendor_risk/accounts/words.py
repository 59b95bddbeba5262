"""What roles are called on pages, and what each of them is for."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.permissions import Role

ROLE_NAMES: dict[Role, Lazy] = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.PROCUREMENT: _l("Procurement"),
    Role.REVIEWER: _l("Reviewer"),
    Role.CISO: _l("CISO"),
    Role.COMPANY_MANAGER: _l("Company manager"),
    Role.AUDITOR: _l("Auditor"),
}
ROLE_PURPOSES: dict[Role, Lazy] = {
    Role.ADMINISTRATOR: _l("Full access; manages users and group companies"),
    Role.PROCUREMENT: _l("Maintains the register, sends questionnaires, follows up and reviews answers"),
    Role.REVIEWER: _l("Reviews answers, returns or accepts them, and tracks findings"),
    Role.CISO: _l("Views heatmaps, results and the audit log; makes decisions on reviews and findings"),
    Role.COMPANY_MANAGER: _l("Views the company and its vendors; records what is done about findings"),
    Role.AUDITOR: _l("Views all data of the assigned companies, the outbox and the audit log; cannot make changes"),
}
