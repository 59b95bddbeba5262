"""Rows of engagements and supply links against the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vendor_risk.domain.texts.two_languages import language_of
from vendor_risk.domain.texts.two_languages import written as written_texts
from vendor_risk.domain.tiering.facts import ConfidentialData, Fact, Substitutability, VendorAccess
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues, ticked
from vendor_risk.imports.register.reading import RegisterLine
from vendor_risk.imports.register.state import (
    ENGAGEMENT_FIELDS,
    KnownOrganization,
    Planned,
    RegisterState,
    RowOutcome,
    finish,
)
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.supply_chain.models import LinkSource

FEATURES = ("on_site_work", "cloud_service", "software_development", "product_component", "control_systems",
            "subcontracting")  # fmt: skip
_FIELDS = (*ENGAGEMENT_FIELDS, *FEATURES, "tier_override", "tier_override_reason")
_CLEARED_WHEN_BLANK = {"service_en", "service_ja", "owner_name_en", "owner_name_ja",
                       "stoppage_hours", "annual_spend", "contract_start", "contract_end", "answer_confidential",
                       "answer_stoppage", "answer_access", "owner_email"}  # fmt: skip
_EMPTY = EngagementValues("")
_NEW = {name: getattr(_EMPTY, name) for name in ENGAGEMENT_FIELDS} | dict.fromkeys(FEATURES, False)
_NEW |= {"tier_override": None, "tier_override_reason": ""}


def _party(line: RegisterLine, state: RegisterState, key: str) -> KnownOrganization | None:
    text = line.cells.get(key)
    if text is None:
        if not any(problem.column == line.places[key][0] for problem in line.problems):
            line.wrong(key, "missing")
        return None
    known = state.find(text)
    if known is None:
        line.wrong(key, "unknown_organization", value=text)
    return known


def _parties(line: RegisterLine, state: RegisterState) -> tuple[KnownOrganization, KnownOrganization] | None:
    buyer, supplier = _party(line, state, "buyer"), _party(line, state, "supplier")
    if buyer is None or supplier is None:
        return None
    if buyer.id == supplier.id:
        line.wrong("supplier", "itself", value=supplier.code)
    return buyer, supplier


def written(row: dict[str, Any]) -> dict[str, Any]:
    """What a person wrote of a stored engagement, by the fields of the sheet."""
    marks = ticked(row["facts"], row["access"])
    features = {name: Fact(name) in marks for name in FEATURES}
    own = {name: row[name] for name in (*ENGAGEMENT_FIELDS, "tier_override", "tier_override_reason")}
    return own | features


def plan_engagements(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Engagements, recognised by code, else by buyer, vendor and service."""
    by_code, by_parties = {}, {}
    for row in state.engagements():
        by_code[row["code"]] = by_parties[row["buyer_id"], row["supplier_id"], row["service"]] = row
        for name in ("service_en", "service_ja"):
            by_parties.setdefault((row["buyer_id"], row["supplier_id"], row[name]), row)
    seen: dict[Any, RegisterLine] = {}
    return [_engagement(line, state, by_code, by_parties, seen) for line in lines]


def _engagement(
    line: RegisterLine, state: RegisterState, by_code: Any, by_parties: Any, seen: dict[Any, RegisterLine]
) -> Planned:
    code, service = line.cells.get("code"), line.cells.get("service")
    row = Planned(line, RowOutcome.REFUSED, code or service or "")
    parties = _parties(line, state)
    if parties is None:
        return row
    buyer, supplier = parties
    if buyer.kind != OrganizationKind.GROUP_COMPANY:
        line.wrong("buyer", "is_vendor", value=buyer.code)
    known = by_code.get(code) if code else by_parties.get((buyer.id, supplier.id, service))
    key = known["code"] if known else code or (buyer.id, supplier.id, service)
    other = seen.setdefault(key, line)
    if other is not line:
        line.wrong("code" if code else "service", "double", value=row.label, other=other.row, sheet=other.sheet)
    if known is not None and (known["buyer_id"], known["supplier_id"]) != (buyer.id, supplier.id):
        mine = state.by_id[known["buyer_id"]].visible
        line.wrong("code", "other_parties" if mine else "engagement_taken", value=code)
    before = written(known) if known else None
    after = {name: _merged(name, line, before or _NEW) for name in _FIELDS}
    for name in ("service", "owner_name"):
        after |= _written(name, line, after, before)
    if after["access"] == VendorAccess.ON_SITE:
        after["on_site_work"] = False  # follows from the access
    _check_engagement(line, after)
    row.target = known["id"] if known else state.new_id()
    finish(line, row, before, after)
    row.values |= {"buyer_id": buyer.id, "supplier_id": supplier.id, "code": known["code"] if known else code}
    if row.outcome in (RowOutcome.ADDED, RowOutcome.CHANGED) and not buyer.editable:
        line.wrong("buyer", "outside", value=buyer.code)
        row.outcome = RowOutcome.REFUSED
    return row


def _written(
    name: str, line: RegisterLine, after: Mapping[str, object], before: Mapping[str, object] | None
) -> dict[str, str | None]:
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
    return dict(zip(keys, written_texts(text, en, ja, former), strict=True))


def _merged(name: str, line: RegisterLine, before: dict[str, Any]) -> Any:
    if name not in line.cells:
        return before[name]
    value = line.cells[name]
    if value is None:
        return ("" if name == "owner_email" else None) if name in _CLEARED_WHEN_BLANK else before[name]
    return value


def _check_engagement(line: RegisterLine, after: dict[str, Any]) -> None:
    if not after["service"]:
        line.wrong("service", "missing")
    if not after["owner_name"]:
        line.wrong("owner_name", "no_owner")
    if after["tier_override"] and not after["tier_override_reason"]:
        line.wrong("tier_override_reason", "no_reason")
    if after["contract_start"] and after["contract_end"] and after["contract_end"] < after["contract_start"]:
        line.wrong("contract_end", "dates")


def engagement_values(after: dict[str, Any]) -> EngagementValues:
    """The planned fields as the values that tiering and storing take."""
    own = {name: after[name] for name in ENGAGEMENT_FIELDS}
    own |= {
        "status": EngagementStatus(own["status"]),
        "data_class": ConfidentialData(own["data_class"]),
        "access": VendorAccess(own["access"]),
        "substitutability": Substitutability(own["substitutability"]),
    }
    return EngagementValues(**own, features=frozenset(Fact(name) for name in FEATURES if after[name]))


_LINK_FIELDS = ("service_en", "service_ja", "source", "confidence", "weight", "seen_on")
_LINK_CLEARED = {"service_en", "service_ja", "weight"}


def plan_links(lines: list[RegisterLine], state: RegisterState) -> list[Planned]:
    """Links, recognised by both parties and the service. What a contract says already needs no link of its own."""
    stored = {(row["buyer_id"], row["supplier_id"], row["service"]): row for row in state.links()}
    for row in [row for row in stored.values() if row["source"] != LinkSource.CONTRACT]:
        for text in filter(None, (row["service_en"], row["service_ja"])):
            stored.setdefault((row["buyer_id"], row["supplier_id"], text), row)
    _follow(state, stored)
    seen: dict[Any, RegisterLine] = {}
    return [_link(line, state, stored, seen) for line in lines]


def _follow(state: RegisterState, stored: dict[Any, dict[str, Any]]) -> None:
    """Let the known links be as they will be once the engagements of the file are stored."""
    ended = EngagementStatus.ENDED
    planned = [row.values for row in state.planned.get("engagements", ()) if row.outcome != RowOutcome.REFUSED]
    for values in sorted(planned, key=lambda values: values["status"] != ended):
        key = (values["buyer_id"], values["supplier_id"], values["service"])
        if values["status"] != ended:
            stored[key] = {"id": 0, "source": LinkSource.CONTRACT}
        elif key in stored and stored[key]["source"] == LinkSource.CONTRACT:
            del stored[key]


def _link(line: RegisterLine, state: RegisterState, stored: Any, seen: dict[Any, RegisterLine]) -> Planned:
    service = line.cells.get("service") or ""
    row = Planned(line, RowOutcome.REFUSED, f"{line.cells.get('buyer') or ''} → {line.cells.get('supplier') or ''}")
    parties = _parties(line, state)
    if parties is None:
        return row
    buyer, supplier = parties
    key = (buyer.id, supplier.id, service)
    other = seen.setdefault(key, line)
    if other is not line:
        line.wrong("supplier", "double", value=row.label, other=other.row, sheet=other.sheet)
    before = stored.get(key)
    if before is not None and before["source"] == LinkSource.CONTRACT and not line.problems:
        row.outcome = RowOutcome.UNCHANGED
        return row
    new: dict[str, object] = {
        "service_en": None,
        "service_ja": None,
        "weight": None,
        "source": LinkSource.DECLARED,
        "confidence": 1.0,
    }
    new |= {"service": service, "seen_on": state.today} | (before or {})
    after = {name: _link_value(name, line, new) for name in _LINK_FIELDS}
    after["service_en"], after["service_ja"] = written_texts(service, after["service_en"], after["service_ja"])[1:]
    service = str(new["service"])  # by which it is known, whichever language the file says
    after["service_en"], after["service_ja"] = written_texts(service, after["service_en"], after["service_ja"])[1:]
    row.target = before["id"] if before else state.new_id()
    finish(line, row, before, after)
    row.values |= {"buyer_id": buyer.id, "supplier_id": supplier.id, "service": service}
    if row.outcome in (RowOutcome.ADDED, RowOutcome.CHANGED) and not buyer.editable:
        line.wrong("buyer", "outside", value=buyer.code)
        row.outcome = RowOutcome.REFUSED
    return row


def _link_value(name: str, line: RegisterLine, before: dict[str, Any]) -> Any:
    if name not in line.cells or (line.cells[name] is None and name not in _LINK_CLEARED):
        return before[name]
    return line.cells[name]
