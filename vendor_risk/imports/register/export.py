"""The register as rows of its workbook: what a person may see, or everything for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import RegisterRow
from vendor_risk.formats.register.workbook import Layout, write_csv_zip, write_workbook
from vendor_risk.imports.register import queries
from vendor_risk.imports.register.queries import StoredOrganization
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope

Rows = dict[str, list[RegisterRow]]

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
    known = list(queries.organizations(scope))
    codes = {one.id: one.code for one in known}
    return {
        "companies": _organizations((one for one in known if one.kind == OrganizationKind.GROUP_COMPANY), codes),
        "vendors": _organizations((one for one in known if one.kind == OrganizationKind.VENDOR), codes),
        "contacts": [
            {**contact._asdict(), "organization": codes[contact.organization_id]} for contact in queries.contacts(scope)
        ],
        "engagements": _engagements(scope),
        "links": [link._asdict() for link in queries.links_shown(scope)],
    }


def _organizations(found: Iterable[StoredOrganization], codes: Mapping[int, str]) -> list[RegisterRow]:
    def code(organization_id: int | None) -> str | None:
        return codes.get(organization_id) if organization_id is not None else None

    return [
        {**one.facts, "parent_code": code(one.parent_id), "home_company": code(one.home_company_id)} for one in found
    ]


def _engagements(scope: Scope) -> list[RegisterRow]:
    codes = queries.codes_of_parties(scope)
    found: list[RegisterRow] = []
    for engagement in queries.engagements(scope):
        buyer, supplier = codes[engagement.id]
        found.append({**engagement.written(), "code": engagement.code, "buyer": buyer, "supplier": supplier})
    return found


def register_file(scope: Scope, layout: Layout) -> bytes:
    """The register of a scope as a file: a workbook, or a ZIP of CSVs."""
    found = rows(scope)
    if layout is Layout.CSV:
        return write_csv_zip(found, vocabularies())
    return write_workbook(found, vocabularies(), GUIDE)


def template_file() -> bytes:
    """The empty workbook to fill in."""
    return write_workbook({}, vocabularies(), GUIDE)
