"""Names of people as they are in records, in the language of the page: of users, whose names are known in both."""

from __future__ import annotations

from flask import g, has_request_context

from vendor_risk.accounts import queries
from vendor_risk.accounts.queries import UserNames
from vendor_risk.i18n import language


def _known() -> dict[int, UserNames]:
    """Every user's names by id, read once for a page."""
    if not has_request_context():
        return queries.names()
    if "names_of_users" not in g:
        g.names_of_users = queries.names()
    found: dict[int, UserNames] = g.names_of_users
    return found


def of_actor(actor: str) -> str:
    """The name in "user:12 Name", as the audit log names people, in the language of the page.

    A name the person had then and has no more stays as it was written. Vendors' people stand there as
    "invitation:3 address", or by the name they signed with and their invitation behind it; owners of engagements who
    came by a link as "fact_request:5 name <address>".
    """
    signed, by_link, _rest = actor.partition(" (invitation:")
    if by_link:
        return signed
    kind, _space, name = actor.partition(" ")
    known, _colon, number = kind.partition(":")
    if known == "user" and number.isdigit():
        names = _known().get(int(number))
        return names.shown(language()) if names is not None and name in names else name or actor
    return name if known in {"invitation", "fact_request"} and name else actor


def as_written(text: str) -> str:
    """A name that somebody typed, such as an owner's: the user's in the language of the page when it is one user's."""
    shown = {names.shown(language()) for names in _known().values() if text in names} if text else set()
    return shown.pop() if len(shown) == 1 else text
