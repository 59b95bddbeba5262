"""What actions and objects of the audit log are called on its page. A test holds this list to what the code records."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "accounts.sign_in": _l("signed in"),
    "accounts.sign_out": _l("signed out"),
    "accounts.give_membership": _l("gave a role"),
    "accounts.take_membership": _l("took a role"),
    "accounts.enable": _l("enabled an account"),
    "accounts.disable": _l("disabled an account"),
    "accounts.renew_welcome": _l("made a new welcome link"),
    "accounts.choose_password": _l("chose a password"),
    "accounts.change_password": _l("changed the own password"),
    "accounts.change_profile": _l("changed the own profile"),
}
OBJECTS: dict[str, Any] = {
    "user": _l("person"),
}
