"""The tables of the register's workbook, in the order in which they are imported: later ones point to earlier ones."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import Column, Kind, Table
from vendor_risk.formats.register.services import ENGAGEMENTS, LINKS, PARTY

_ORGANIZATION = (
    Column("name", Text("Official name", "正式名称"), Text("The registered name.", "登記上の名称。"), required=True),
    Column(
        "name_en", Text("Name in English", "英語名"), Text("Shown to readers of English.", "英語の画面で表示します。")
    ),
    Column(
        "name_ja",
        Text("Name in Japanese", "日本語名"),
        Text("Shown to readers of Japanese.", "日本語の画面で表示します。"),
    ),
    Column(
        "corporate_number",
        Text("Corporate number", "法人番号"),
        Text("13 digits (Japan).", "13桁の番号（日本の法人）。"),
        Kind.CORPORATE_NUMBER,
    ),
    Column("lei", Text("LEI", "LEI"), Text("20 characters.", "20文字の取引主体識別子。"), Kind.LEI),
    Column(
        "country",
        Text("Country", "国"),
        Text("Code such as JP, or the name.", "JP などの国コード、または国名。"),
        Kind.COUNTRY,
    ),
    Column("industry", Text("Industry", "業種"), Text("In your own words.", "自由に記入できます。"), limit=80),
    Column("employees", Text("Employees", "従業員数"), Text("A whole number.", "整数で記入します。"), Kind.INTEGER),
    Column(
        "website",
        Text("Website", "ウェブサイト"),
        Text("Begins with https:// or http://.", "https:// または http:// で始まる。"),
        Kind.WEB,
    ),
    Column(
        "status",
        Text("Status", "取引状態"),
        Text("Active or ended.", "取引中または終了。"),
        Kind.CHOICE,
        vocabulary="organization_status",
    ),
    Column("notes", Text("Notes", "備考"), Text("Anything else.", "その他の情報。"), Kind.NOTE, limit=10000),
)
COMPANIES = Table(
    "companies",
    Text("Group companies", "グループ会社"),
    Text("Each company with the one above it.", "各社と、その親会社を記入します。"),
    (
        Column(
            "code",
            Text("Code", "コード"),
            Text("Your own key for the company.", "会社を識別する貴社独自のコード。"),
            required=True,
            limit=80,
        ),
        *_ORGANIZATION,
        Column(
            "parent_code",
            Text("Parent company code", "親会社コード"),
            Text("The code of the company above it; blank at the top.", "親会社のコード。最上位の会社は空欄。"),
        ),
    ),
)
VENDORS = Table(
    "vendors",
    Text("Vendors", "委託先"),
    Text("Everyone outside the group.", "グループ外のすべての委託先・取引先。"),
    (
        Column(
            "code",
            Text("Code", "コード"),
            Text(
                "Your supplier code; without one the corporate number is the key.",
                "取引先コード。空欄の場合は法人番号で識別します。",
            ),
            required=True,
            limit=80,
        ),
        *_ORGANIZATION,
        Column(
            "home_company",
            Text("Looked after by company code", "管理会社コード"),
            Text("The code of the group company that keeps the record.", "情報を管理するグループ会社のコード。"),
        ),
        Column(
            "contact_name",
            Text("Contact name", "担当者名"),
            Text("Becomes a contact.", "連絡先として登録します。"),
            shown=False,
        ),
        Column(
            "contact_email",
            Text("Contact mail address", "担当者メールアドレス"),
            Text("Becomes a contact.", "連絡先として登録します。"),
            Kind.EMAIL,
            limit=254,
            shown=False,
        ),
        Column(
            "contact_language",
            Text("Contact language", "担当者の言語"),
            Text("Japanese or English.", "日本語または英語。"),
            Kind.CHOICE,
            vocabulary="language",
            shown=False,
        ),
    ),
)
CONTACTS = Table(
    "contacts",
    Text("Contacts", "連絡先"),
    Text("The people questionnaires and mail go to.", "質問票やメールの送付先となる担当者。"),
    (
        Column("organization", Text("Organization code", "組織コード"), PARTY, required=True),
        Column("name", Text("Name", "氏名"), Text("The person's name.", "担当者の氏名。"), required=True),
        Column(
            "email",
            Text("Mail address", "メールアドレス"),
            Text("Where questionnaires go.", "質問票の送付先。"),
            Kind.EMAIL,
            required=True,
            limit=254,
        ),
        Column(
            "language",
            Text("Language", "言語"),
            Text("Japanese or English.", "日本語または英語。"),
            Kind.CHOICE,
            vocabulary="language",
        ),
        Column("role", Text("Role", "役割"), Text("In your own words.", "自由に記入できます。"), limit=120),
        Column(
            "primary",
            Text("Receives questionnaires", "質問票の宛先"),
            Text("Yes for one person per organization.", "組織ごとに1名を「はい」とします。"),
            Kind.FLAG,
            vocabulary="flag",
        ),
    ),
)

TABLES = (COMPANIES, VENDORS, CONTACTS, ENGAGEMENTS, LINKS)


def table_of(key: str) -> Table:
    """The table with that key; KeyError when there is none."""
    return {table.key: table for table in TABLES}[key]
