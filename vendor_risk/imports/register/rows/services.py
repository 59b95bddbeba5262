"""Rows of engagements and supply links against the register."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import msgspec

from vendor_risk.domain.texts.two_languages import language_of, written
from vendor_risk.domain.tiering.facts import VendorAccess
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.formats.register.columns import UNKNOWN, RegisterRow, RegisterValue
from vendor_risk.imports.register import queries
from vendor_risk.imports.register.cells.categories import likely_category
from vendor_risk.imports.register.fields import ENGAGEMENT_FIELDS, FEATURES, LINK_FIELDS, OVERRIDE_FIELDS
from vendor_risk.imports.register.queries import StoredEngagement, StoredLink
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.imports.register.rows.organizations import company_meant
from vendor_risk.imports.register.state import (
    KnownOrganization,
    Planned,
    RegisterState,
    RowOutcome,
    code_key,
    finish,
    text_of,
)
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.organizations.names import squeeze
from vendor_risk.supply_chain.models import LinkSource

_FIELDS = (*ENGAGEMENT_FIELDS, *FEATURES, *OVERRIDE_FIELDS)
_CLEARED_WHEN_BLANK = {"service_en", "service_ja", "owner_name_en", "owner_name_ja",
                       "contract_start", "contract_end", "answer_confidential", "answer_stoppage",
                       "answer_access", "owner_email"}  # fmt: skip
_EMPTY = EngagementValues("")
_NEW: RegisterRow = {
    **{name: getattr(_EMPTY, name) for name in ENGAGEMENT_FIELDS},
    **dict.fromkeys(FEATURES),
    "tier_override": None,
    "tier_override_reason": "",
}
_Service: TypeAlias = tuple[int, int, str | None]
"""Buyer, vendor and service: what an engagement without a code, and a link, is recognised by."""


def _party(line: RegisterLine, state: RegisterState, key: str) -> KnownOrganization | None:
    text = line.text(key)
    if text is None:
        if not any(problem.key == key for problem in line.problems):
            line.wrong(key, "missing")
        return None
    known = state.find(text)
    if known is None:
        line.wrong(key, "unknown_organization", value=text)
    return known


def _buyer(line: RegisterLine, state: RegisterState) -> KnownOrganization | None:
    """The company that buys, by code or by name; for a list that names none, the one proposed for its vendors."""
    text = line.text("buyer")
    if text is not None:
        return company_meant(line, "buyer", text, state)
    if line.listed and line.vendor is not None and not any(problem.key == "buyer" for problem in line.problems):
        home = state.rights.home_company_id or line.vendor.parties.get("home_company_id") or _home_of(line, state)
        if home is not None:
            return state.by_id[home]
    return _party(line, state, "buyer")


def _home_of(line: RegisterLine, state: RegisterState) -> int | None:
    vendor = state.by_id.get(line.vendor.target) if line.vendor else None
    if vendor is not None and vendor.stored.home_company_id is not None:
        return vendor.stored.home_company_id
    company = state.only_company()
    return None if company is None else company.id


def _supplier(line: RegisterLine, state: RegisterState) -> KnownOrganization | None:
    if line.vendor is None:
        return _party(line, state, "supplier")
    if not line.vendor.target:
        line.wrong("", "waits")
        return None
    return state.by_id[line.vendor.target]


def _parties(line: RegisterLine, state: RegisterState) -> tuple[KnownOrganization, KnownOrganization] | None:
    companies = line.table == "engagements"
    buyer = _buyer(line, state) if companies else _party(line, state, "buyer")
    supplier = _supplier(line, state)
    if buyer is None or supplier is None:
        return None
    if buyer.id == supplier.id:
        line.wrong("supplier", "itself", value=supplier.code)
    return buyer, supplier


def plan_engagements(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Engagements, recognised by code, else by buyer, vendor and service."""
    known = _KnownEngagements()
    return [_engagement(line, state, known) for line in lines]


class _KnownEngagements:
    """The stored engagements by what rows recognise them by, and the rows of the file so far."""

    def __init__(self) -> None:
        self.by_code: dict[str, StoredEngagement] = {}
        self.by_parties: dict[_Service, StoredEngagement] = {}
        for stored in queries.engagements():
            self.by_code[code_key(stored.code)] = stored
            self.by_parties[stored.buyer_id, stored.supplier_id, text_of(stored.own["service"])] = stored
            for name in ("service_en", "service_ja"):
                same = (stored.buyer_id, stored.supplier_id, text_of(stored.own[name]))
                self.by_parties.setdefault(same, stored)
        self.seen: dict[str | _Service, RegisterLine] = {}


def _engagement(line: RegisterLine, state: RegisterState, engagements: _KnownEngagements) -> Planned:
    code, service = line.text("code"), line.text("service")
    row = Planned(line, RowOutcome.HELD, code or service or "")
    parties = _parties(line, state)
    if parties is None:
        return row
    buyer, supplier = parties
    if buyer.kind != OrganizationKind.GROUP_COMPANY:
        line.wrong("buyer", "is_vendor", value=buyer.code)
    same = (buyer.id, supplier.id, service)
    known = engagements.by_code.get(code_key(code)) if code else engagements.by_parties.get(same)
    other = engagements.seen.setdefault(known.code if known else code or same, line)
    if other is not line:
        line.wrong("code" if code else "service", "double", value=row.label, other=other.row, sheet=other.sheet)
    if known is not None and (known.buyer_id, known.supplier_id) != (buyer.id, supplier.id):
        mine = state.by_id[known.buyer_id].visible
        line.wrong("code", "other_parties" if mine else "engagement_taken", value=code)
    before = known.written() if known else None
    if known is None and line.listed:
        _propose_category(line, service)
    after = {name: _merged(name, line, before or _NEW) for name in _FIELDS}
    for name in ("service", "owner_name"):
        after |= _written(name, line, after, before)
    if after["access"] == VendorAccess.ON_SITE:
        after["on_site_work"] = None  # follows from the access
    if line.listed and after["owner_name"] and not after["owner_email"]:
        after["owner_email"] = state.answers.get(owner_mail_id(buyer.code, str(after["owner_name"])), "")
    _check_engagement(line, after)
    row.target = known.id if known else state.new_id()
    finish(line, row, before, after)
    row.values["code"] = known.code if known else code
    row.parties = {"buyer_id": buyer.id, "supplier_id": supplier.id}
    if row.outcome in (RowOutcome.ADDED, RowOutcome.CHANGED) and not buyer.editable:
        line.wrong("buyer", "outside", value=buyer.code)
        row.outcome = RowOutcome.HELD
    return row


def _propose_category(line: RegisterLine, service: str | None) -> None:
    """The category of a new engagement whose list has none: what its service's words mean; said, also when they mean
    none. One that is registered keeps its category.
    """
    if not service or line.cells.get("category") or any(problem.key == "category" for problem in line.problems):
        return
    category = likely_category(service)
    if category is None:
        line.note("service", "category_unsure", value=service)
    else:
        line.cells["category"] = category
        line.note("service", "category_proposed", value=service, category=category)


def owner_mail_id(buyer: str, owner: str) -> str:
    """The id under which the address of an owner is answered, whom lists name without one."""
    return f"owner_mail:{buyer}:{squeeze(owner)}"


def _written(name: str, line: RegisterLine, after: RegisterRow, before: RegisterRow | None) -> RegisterRow:
    """A text in both languages: a file with one column says it in the language it is written in."""
    keys = (name, f"{name}_en", f"{name}_ja")
    text, en, ja = (str(after[key] or "") for key in keys)
    former = str(before[name]) if before else ""
    if before and text != former:
        slot = f"{name}_{language_of(text)}"
        if line.cells.keys().isdisjoint(keys[1:]):
            en, ja = (text if key == slot else value for key, value in ((keys[1], en), (keys[2], ja)))
        if before[slot] != former and text in (en, ja) and former in (en, ja):
            text = former  # what it is recognised by stays: the file has the other language
    return dict(zip(keys, written(text, en, ja, former), strict=True))


def _merged(name: str, line: RegisterLine, before: RegisterRow) -> RegisterValue:
    if name not in line.cells:
        return before[name]
    value = line.cells[name]
    if value is UNKNOWN:
        return None
    if value is None:
        return ("" if name == "owner_email" else None) if name in _CLEARED_WHEN_BLANK else before[name]
    return value


def _check_engagement(line: RegisterLine, after: RegisterRow) -> None:
    if not after["service"] and not any(problem.key == "service" for problem in line.problems):
        line.wrong("service", "missing")
    if not after["owner_name"] and not line.listed:
        line.wrong("owner_name", "no_owner")
    if after["tier_override"] and not after["tier_override_reason"]:
        line.wrong("tier_override_reason", "no_reason")
    start, end = after["contract_start"], after["contract_end"]
    if isinstance(start, date) and isinstance(end, date) and end < start:
        line.wrong("contract_end", "dates")


def engagement_values(after: RegisterRow) -> EngagementValues:
    """The planned fields as the values that tiering and storing take."""
    own = {name: after[name] for name in ENGAGEMENT_FIELDS}
    holding, denied = ([name for name in FEATURES if after[name] is said] for said in (True, False))
    return msgspec.convert({**own, "features": holding, "denied": denied}, EngagementValues)


_LINK_CLEARED = {"service_en", "service_ja", "weight"}


def plan_links(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Links, recognised by both parties and the service. What a contract says already needs no link of its own."""
    stored = {(link.buyer_id, link.supplier_id, link.service): link for link in queries.links()}
    for link in [link for link in stored.values() if link.source != LinkSource.CONTRACT]:
        for text in filter(None, (link.service_en, link.service_ja)):
            stored.setdefault((link.buyer_id, link.supplier_id, text), link)
    _follow(state, stored)
    seen: dict[_Link, RegisterLine] = {}
    return [_link(line, state, stored, seen) for line in lines]


_Link: TypeAlias = tuple[int, int, str]


def _follow(state: RegisterState, stored: dict[_Link, StoredLink]) -> None:
    """Let the known links be as they will be once the engagements of the file are stored."""
    ended = EngagementStatus.ENDED
    planned = [row for row in state.planned.get("engagements", ()) if row.outcome != RowOutcome.HELD]
    for row in sorted(planned, key=lambda row: row.values["status"] != ended):
        key = (row.parties["buyer_id"], row.parties["supplier_id"], row.text("service") or "")
        if row.values["status"] != ended:
            stored[key] = StoredLink(0, *key, LinkSource.CONTRACT, 1.0, None, state.today)
        elif key in stored and stored[key].source == LinkSource.CONTRACT:
            del stored[key]


def _link(
    line: RegisterLine, state: RegisterState, stored: dict[_Link, StoredLink], seen: dict[_Link, RegisterLine]
) -> Planned:
    row = Planned(line, RowOutcome.HELD, f"{line.text('buyer') or ''} → {line.text('supplier') or ''}")
    parties = _parties(line, state)
    if parties is None:
        return row
    buyer, supplier = parties
    key = (buyer.id, supplier.id, line.text("service") or "")
    other = seen.setdefault(key, line)
    if other is not line:
        line.wrong("supplier", "double", value=row.label, other=other.row, sheet=other.sheet)
    known = stored.get(key)
    if known is not None and known.source == LinkSource.CONTRACT and not line.problems:
        row.outcome = RowOutcome.UNCHANGED
        return row
    before = known._asdict() if known else None
    new: RegisterRow = {"source": LinkSource.DECLARED, "confidence": 1.0, "weight": None}
    new = {**new, "seen_on": state.today, "service_en": None, "service_ja": None}
    after = {name: _link_value(name, line, before or new) for name in LINK_FIELDS}
    service = known.service if known else key[2]  # by which it is known, whichever language the file says
    for text in (key[2], service):
        both = (text_of(after["service_en"]), text_of(after["service_ja"]))
        _text, after["service_en"], after["service_ja"] = written(text, *both)
    row.target = known.id if known else state.new_id()
    finish(line, row, before, after)
    row.values["service"] = service
    row.parties = {"buyer_id": buyer.id, "supplier_id": supplier.id}
    if row.outcome in (RowOutcome.ADDED, RowOutcome.CHANGED) and not buyer.editable:
        line.wrong("buyer", "outside", value=buyer.code)
        row.outcome = RowOutcome.HELD
    return row


def _link_value(name: str, line: RegisterLine, before: RegisterRow) -> RegisterValue:
    if name not in line.cells or (line.cells[name] is None and name not in _LINK_CLEARED):
        return before[name]
    return line.cells[name]
