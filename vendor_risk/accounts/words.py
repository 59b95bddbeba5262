"""What roles are called on pages, and what each of them is for."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from vendor_risk.permissions import Role

ROLE_NAMES: dict[Role, Any] = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.PROCUREMENT: _l("Procurement"),
    Role.REVIEWER: _l("Reviewer"),
    Role.CISO: _l("CISO"),
    Role.COMPANY_MANAGER: _l("Company manager"),
    Role.AUDITOR: _l("Auditor"),
}
ROLE_PURPOSES: dict[Role, Any] = {
    Role.ADMINISTRATOR: _l("Does everything, and looks after people and group companies"),
    Role.PROCUREMENT: _l("Keeps the register, sends questionnaires, follows up and reviews"),
    Role.REVIEWER: _l("Reads answers, asks back, accepts them, and follows findings"),
    Role.CISO: _l("Sees heatmaps, results and the audit log, and decides on reviews and findings"),
    Role.COMPANY_MANAGER: _l("Sees the company and its vendors, and says what is done about findings"),
    Role.AUDITOR: _l("Reads everything, changes nothing"),
}
