"""The page behind the link an owner was mailed: what is missing of their engagements, to be filled in on one page.

Fetching it changes nothing and sets no cookie, because mail scanners fetch links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, render_template, request

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.engagements.blueprint import bp
from vendor_risk.engagements.forms import missing_words
from vendor_risk.engagements.missing import actions, queries
from vendor_risk.engagements.missing.forms import MissingFactsForm
from vendor_risk.engagements.missing.models import FactRequest
from vendor_risk.engagements.missing.queries import AskedOwner
from vendor_risk.engagements.models import Engagement
from vendor_risk.i18n import LANGUAGES
from vendor_risk.permissions import public
from vendor_risk.web.ids import ids_of
from vendor_risk.web.unknown_links import unknown, was_unknown

_SIZE = 20
"""Engagements on one page of the form."""


@dataclass(frozen=True, slots=True)
class _Saved:
    """What became of what was sent."""

    count: int
    overtaken: Sequence[tuple[Engagement, Sequence[str]]]
    """The details of each engagement that somebody else had given first: theirs stand."""
    closed: int
    """Engagements that have ended meanwhile, or have another owner."""


def _good(token: str) -> FactRequest | None:
    """The request behind a link, its language spoken unless the reader chose another."""
    found = queries.good_request(token, now())
    if found is not None and request.args.get("lang") not in LANGUAGES:
        g.language = found.language  # sets no cookie
    return found


def _unknown() -> web.Reply:
    return unknown("engagements/missing/unknown.html", "fact-request")


@bp.get("/details/<token>")
@public("the token is the key; the page changes nothing and says the same for every token that is not good")
@web.limiter.limit("30/minute", deduct_when=was_unknown)
def details(token: str) -> web.Reply:
    """What is missing of the engagements of the owner who was mailed this link."""
    found = _good(token)
    if found is None:
        return _unknown()
    return _page(found, _after(request.args.get("after", "")))


@bp.post("/details/<token>")
@public("the token is the key; it writes only what is missing of the engagements of the one owner it was mailed to")
@web.limiter.limit("30/minute", deduct_when=was_unknown)
def give_details(token: str) -> web.Reply:
    """Take in what an owner gave, and show what is left."""
    found = _good(token)
    if found is None:
        return _unknown()
    ids = set(ids_of(request.form.getlist("engagement")[:_SIZE]))
    forms = [MissingFactsForm(row, request.form) for row in queries.running(_owner(found), ids)]
    if [form for form in forms if not form.validate()]:
        return _page(found, _after(request.form.get("seen", "")), faulty=forms), 422
    words = missing_words()
    overtaken = [(form.engagement, [words[fact] for fact in form.overtaken]) for form in forms if form.overtaken]
    count = actions.give(found, {form.engagement: form.values() for form in forms}, at=now())
    db.session.commit()
    saved = _Saved(count, overtaken, len(ids) - len(forms))
    return _page(found, _after(request.form.get("after", "")), saved=saved)


give_details.token_in_body = True  # type: ignore[attr-defined]  # no session, so no form token: the token is the proof


def _after(text: str) -> int:
    return next(iter(web.numbers(text)), 0)


def _owner(found: FactRequest) -> AskedOwner:
    return AskedOwner(found.company_id, found.email)


def _page(
    found: FactRequest, after: int, *, faulty: Sequence[MissingFactsForm] = (), saved: _Saved | None = None
) -> str:
    """The form from that engagement on, from the first where none follows; or as it was sent, with its faults."""
    owner = _owner(found)
    rows, more = queries.lacking_after(owner, after, _SIZE)
    if after and not rows:
        after = 0
        rows, more = queries.lacking_after(owner, after, _SIZE)
    engagements, missing = queries.left(owner)
    return render_template(
        "engagements/missing/form.html",
        sent=found,
        forms=faulty or [MissingFactsForm(row) for row in rows],
        after=after,
        more=more and not faulty,
        engagements=engagements,
        missing=missing,
        faulty=bool(faulty),
        saved=saved,
    )
