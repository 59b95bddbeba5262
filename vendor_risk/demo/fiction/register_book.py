"""The invented world as a register workbook, as a procurement department would send it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from vendor_risk.database import db
from vendor_risk.demo.fiction.words import COMPANIES, PEOPLE, NamePair
from vendor_risk.demo.fiction.world import DemoEngagement, DemoVendor, World
from vendor_risk.demo.people import ACTOR
from vendor_risk.formats.register.columns import RegisterRow
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register import actions as register_import_actions
from vendor_risk.imports.register.state import Rights
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.workbook import read_workbook

FILE_NAME = "hinomiya-register.xlsx"
_PLAIN = (
    "code", "buyer", "supplier", "category", "data_class", "personal_data", "access", "stoppage_hours",
    "substitutability", "annual_spend", "contract_start", "contract_end", "owner_email",
)  # fmt: skip


def register_book(world: World) -> bytes:
    """The whole world as one Excel file."""
    return write_workbook(rows(world), vocabularies())


def rows(world: World) -> dict[str, list[RegisterRow]]:
    """The rows of each of its tables."""
    return {
        "companies": [
            {
                "code": plan.code,
                "name": plan.name.ja,
                "name_en": plan.name.en,
                "name_ja": plan.name.ja,
                "country": plan.country,
                "industry": plan.industry,
                "employees": plan.employees,
                "parent_code": plan.parent,
            }
            for plan in COMPANIES
        ],
        "vendors": [_vendor(vendor) for vendor in world.vendors],
        "contacts": _contacts(world),
        "engagements": [_engagement(engagement) for engagement in world.engagements],
        "links": [
            {
                "buyer": link.buyer,
                "supplier": link.supplier,
                **_both("service", link.service),
                "source": link.source,
                "confidence": link.confidence,
                "seen_on": link.seen_on,
            }
            for link in world.links
        ],
    }


def _vendor(vendor: DemoVendor) -> RegisterRow:
    return {
        "code": vendor.code,
        "name": vendor.name.ja if vendor.country == "JP" else vendor.name.en,
        "name_en": vendor.name.en,
        "name_ja": vendor.name.ja,
        "country": vendor.country,
        "employees": vendor.employees,
        "home_company": vendor.home,
    }


def _contacts(world: World) -> list[RegisterRow]:
    found = []
    for place, plan in enumerate(COMPANIES):
        lang = "ja" if plan.country == "JP" else "en"
        name = PEOPLE[place % len(PEOPLE)]
        found.append((plan.code, name, f"security@{plan.code.lower()}.hinomiya.example", lang))
    for vendor in world.vendors:
        if vendor.contact is not None:
            found.append((vendor.code, vendor.contact, vendor.email, vendor.language))
    return [
        {
            "organization": code,
            "name": name.ja if lang == "ja" else name.en,
            "name_en": name.en,
            "name_ja": name.ja,
            "email": email,
            "language": lang,
            "role": "CSIRT",
            "primary": True,
        }
        for code, name, email, lang in found
    ]


def _engagement(engagement: DemoEngagement) -> RegisterRow:
    features = dict.fromkeys(engagement.features, True) | dict.fromkeys(engagement.denied, False)
    names = _both("service", engagement.service) | _both("owner_name", engagement.owner)
    return {name: getattr(engagement, name) for name in _PLAIN} | names | features


def _both(key: str, pair: NamePair) -> dict[str, str]:
    """The columns of a text in both languages."""
    return {key: pair.ja, f"{key}_en": pair.en, f"{key}_ja": pair.ja}


def bring_in(data: bytes, *, at: datetime) -> None:
    """Import such a workbook by the application's own import. ValueError when a row is refused."""
    workbooks = [read_workbook(data, FILE_NAME)]
    everything = Rights(Scope(frozenset()), Scope(frozenset()), everything=True)
    batch = register_import_actions.take_in(FILE_NAME, data, workbooks, everything, company_id=None, at=at, actor=ACTOR)
    if not register_import_actions.apply(batch, workbooks, everything, at=at, actor=ACTOR):
        raise ValueError(f"the invented register is refused: {register_import_actions.report_of(batch).problems[:1]}")
    batch.company_id = db.session.scalar(select(Organization.id).where(Organization.code == COMPANIES[0].code))
