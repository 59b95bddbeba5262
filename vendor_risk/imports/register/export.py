"""The register as rows of its workbook: what a person may see, or everything for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Text
from vendor_risk.engagements.models import Engagement
from vendor_risk.engagements.queries import visible_engagements
from vendor_risk.formats.register.workbook import Layout, write_csv_zip, write_workbook
from vendor_risk.imports.register.rows.services import written
from vendor_risk.imports.register.state import ENGAGEMENT_FIELDS, ORGANIZATION_FIELDS
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import LinkSource, SupplyLink
from vendor_risk.supply_chain.queries import Buyer, Supplier, visible_links

Rows = dict[str, list[dict[str, Any]]]

GUIDE: Sequence[tuple[Text, Text]] = (
    (
        Text("How to complete this file", "入力方法"),
        Text(
            "Use one row per entry. Yellow columns are required. You can omit sheets and columns you do not need.",
            "1行に1件を入力します。黄色の列は必須です。不要なシートや列は省略できます。",
        ),
    ),
    (
        Text("Identification", "識別"),
        Text(
            "Entries are identified by their code (vendors without a code: by corporate number). Importing the same "
            "file again changes nothing.",
            "各行はコード（コードのない取引先は法人番号）で識別します。同じファイルを再度取り込んでも変更は生じません。",
        ),
    ),
    (
        Text("Blank cells", "空欄"),
        Text(
            "A blank cell clears the registered value. Required values (such as country, status or owner) are kept. "
            "Entries that are not in the file are never deleted.",
            "空欄のセルは登録内容を空にします。ただし国・状態・責任者など必ず値を持つ項目は現在の値を保ちます。"
            "ファイルにない登録が削除されることはありません。",
        ),
    ),
)


def rows(scope: Scope) -> Rows:
    """Everything of the register in a scope, by table."""
    organizations, codes = _organizations(scope)
    return {
        "companies": organizations[OrganizationKind.GROUP_COMPANY],
        "vendors": organizations[OrganizationKind.VENDOR],
        "contacts": _contacts(scope, codes),
        "engagements": _engagements(scope),
        "links": _links(scope),
    }


def _organizations(scope: Scope) -> tuple[dict[str, list[dict[str, Any]]], dict[int, str]]:
    o = Organization
    columns = [
        o.id,
        o.code,
        o.kind,
        o.parent_id,
        o.home_company_id,
        *(getattr(o, name) for name in ORGANIZATION_FIELDS),
    ]
    found = db.session.execute(select(*columns).where(visible_organizations(scope)).order_by(o.kind, o.id)).mappings()
    kept = [dict(row) for row in found]
    codes = {row["id"]: row["code"] for row in kept}
    tables: dict[str, list[dict[str, Any]]] = {OrganizationKind.GROUP_COMPANY: [], OrganizationKind.VENDOR: []}
    for row in kept:
        row["parent_code"] = codes.get(row["parent_id"])
        row["home_company"] = codes.get(row["home_company_id"])
        tables[row["kind"]].append(row)
    return tables, codes


def _contacts(scope: Scope, codes: dict[int, str]) -> list[dict[str, Any]]:
    c = Contact
    query = select(c.organization_id, c.name, c.name_en, c.name_ja, c.email, c.language, c.role, c.primary)
    query = query.join(Organization, Organization.id == c.organization_id).where(visible_organizations(scope))
    found = db.session.execute(query.order_by(c.organization_id, c.id)).mappings()
    return [dict(row) | {"organization": codes[row["organization_id"]]} for row in found]


def _engagements(scope: Scope) -> list[dict[str, Any]]:
    e = Engagement
    own = [e.code, e.facts, e.tier_override, e.tier_override_reason, *(getattr(e, name) for name in ENGAGEMENT_FIELDS)]
    query = select(*own, Buyer.code.label("buyer"), Supplier.code.label("supplier"))
    query = query.join(Buyer, Buyer.id == e.buyer_id).join(Supplier, Supplier.id == e.supplier_id)
    found = db.session.execute(query.where(visible_engagements(scope)).order_by(e.id)).mappings()
    return [written(dict(row)) | {key: row[key] for key in ("code", "buyer", "supplier")} for row in found]


def _links(scope: Scope) -> list[dict[str, Any]]:
    k = SupplyLink
    query = select(
        k.service,
        k.service_en,
        k.service_ja,
        k.source,
        k.confidence,
        k.weight,
        k.seen_on,
        Buyer.code.label("buyer"),
        Supplier.code.label("supplier"),
    )
    query = query.join(Buyer, Buyer.id == k.buyer_id).join(Supplier, Supplier.id == k.supplier_id)
    query = query.where(visible_links(scope), k.source != LinkSource.CONTRACT)
    return [dict(row) for row in db.session.execute(query.order_by(k.id)).mappings()]


def register_file(scope: Scope, layout: Layout) -> bytes:
    """The register of a scope as a file: a workbook, or a ZIP of CSVs."""
    found = rows(scope)
    if layout is Layout.CSV:
        return write_csv_zip(found, vocabularies())
    return write_workbook(found, vocabularies(), GUIDE)


def template_file() -> bytes:
    """The empty workbook to fill in."""
    return write_workbook({}, vocabularies(), GUIDE)
