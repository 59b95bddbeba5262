"""One list that holds vendors, contacts and engagements together, as departments keep them: recognised, never written.

Its columns are those of the three tables under keys of their own; `part_of` says where each goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import RegisterColumn, RegisterTable
from vendor_risk.formats.register.services import ENGAGEMENTS
from vendor_risk.formats.register.tables import CONTACTS, TABLES, VENDORS

LIST = "list"
PERIOD, DEPARTMENT = "contract_period", "owner_department"
"""Columns of lists that no table has: they become dates of the contract, and the owner."""

_RENAMED = {
    "contacts": {
        "contact_name": "name",
        "contact_email": "email",
        "contact_language": "language",
        "contact_role": "role",
        "contact_department": "department",
        "contact_phone": "phone",
    },
    "engagements": {"engagement_code": "code", "engagement_status": "status"},
}
_OF_VENDORS = {"contact_email"}
"""A cell of a list may hold several addresses, which only reading the row tells apart."""
_NOT_OF_A_LIST = {"supplier", "code", "status"}


def _renamed(table: RegisterTable, keys: Mapping[str, str], *, titles: Mapping[str, Text]) -> list[RegisterColumn]:
    return [
        replace(
            VENDORS.column(key) if key in _OF_VENDORS else table.column(own),
            key=key,
            title=titles.get(key, table.column(own).title),
            required=False,
            shown=False,
        )
        for key, own in keys.items()
    ]


_TITLES = {
    "contact_name": Text("Contact name", "担当者名"),
    "contact_email": Text("Contact email address", "担当者メールアドレス"),
    "contact_language": Text("Contact language", "担当者の言語"),
    "contact_role": Text("Contact role", "担当者の役割"),
    "contact_department": Text("Contact department", "担当者の部署"),
    "contact_phone": Text("Contact telephone", "担当者の電話番号"),
    "engagement_code": Text("Engagement code", "委託業務コード"),
    "engagement_status": Text("Engagement status", "契約状態"),
}

LISTS = RegisterTable(
    LIST,
    Text("Vendors, contacts and engagements in one list", "取引先・連絡先・委託業務の一覧（1枚のシート）"),
    Text("Each row becomes a vendor, its contacts and an engagement.", "各行を取引先・連絡先・委託業務に分けます。"),
    (
        *(column for column in VENDORS.columns if column.key not in _RENAMED["contacts"]),
        *_renamed(CONTACTS, _RENAMED["contacts"], titles=_TITLES),
        *_renamed(ENGAGEMENTS, _RENAMED["engagements"], titles=_TITLES),
        *(
            replace(column, required=False)
            for column in ENGAGEMENTS.columns
            if column.key not in _NOT_OF_A_LIST
        ),
        RegisterColumn(
            PERIOD,
            Text("Contract period", "契約期間"),
            Text("An end date, two dates, or “renews yearly”.", "終了日、期間、「1年自動更新」などの語句。"),
        ),
        RegisterColumn(
            DEPARTMENT,
            Text("Owner's department", "責任者の部署"),
            Text("The department in the group.", "グループ側の担当部署。"),
        ),
    ),
)  # fmt: skip

READ_TABLES = (*TABLES, LISTS)
"""Every table that a sheet may be read as."""


def read_table_of(key: str) -> RegisterTable:
    """The table with that key, the list of everything included; KeyError when there is none."""
    return {table.key: table for table in READ_TABLES}[key]


def key_in_list(table: str, own: str) -> str:
    """The column of the list that a column of one of its three tables comes from: the inverse of `part_of`."""
    if own in ("supplier", "organization"):
        return "name"
    return next((key for key, known in _RENAMED.get(table, {}).items() if known == own), own)


def part_of(key: str) -> tuple[str, str]:
    """The table and its column that a column of the list goes to; the table itself for what becomes several."""
    for table, keys in _RENAMED.items():
        if key in keys:
            return table, keys[key]
    if key in (PERIOD, DEPARTMENT):
        return "engagements", {PERIOD: "contract_end", DEPARTMENT: "owner_name"}[key]
    known = {column.key for column in VENDORS.columns}
    return ("vendors", key) if key in known else ("engagements", key)
