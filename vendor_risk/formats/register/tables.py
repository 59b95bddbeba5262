"""The tables of the register's workbook, in the order in which they are imported: later ones point to earlier ones."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import RegisterCellKind, RegisterColumn, RegisterTable
from vendor_risk.formats.register.services import ENGAGEMENTS, LINKS, PARTY


def _organization(status: RegisterColumn) -> tuple[RegisterColumn, ...]:
    return (*_NAMES, status, _NOTES)


_NAMES = (
    RegisterColumn(
        "name", Text("Official name", "正式名称"), Text("The registered name.", "登記上の名称。"), required=True
    ),
    RegisterColumn(
        "name_en", Text("English name", "英語名"), Text("Shown on English pages.", "英語の画面で表示します。")
    ),
    RegisterColumn(
        "name_ja",
        Text("Japanese name", "日本語名"),
        Text("Shown on Japanese pages.", "日本語の画面で表示します。"),
    ),
    RegisterColumn(
        "corporate_number",
        Text("Corporate number", "法人番号"),
        Text("13 digits (Japanese organisations).", "13桁の番号（日本の法人）。"),
        RegisterCellKind.CORPORATE_NUMBER,
    ),
    RegisterColumn("lei", Text("LEI", "LEI"), Text("20 characters.", "20文字の取引主体識別子。"), RegisterCellKind.LEI),
    RegisterColumn(
        "country",
        Text("Country", "国"),
        Text("A country code such as JP, or the country name.", "JPなどの国コード、または国名。"),
        RegisterCellKind.COUNTRY,
    ),
    RegisterColumn("industry", Text("Industry", "業種"), Text("Free text.", "自由に入力できます。"), limit=80),
    RegisterColumn(
        "employees",
        Text("Employees", "従業員数"),
        Text("A whole number.", "整数で入力します。"),
        RegisterCellKind.INTEGER,
    ),
    RegisterColumn(
        "website",
        Text("Website", "Webサイト"),
        Text("Starts with https:// or http://.", "「https://」または「http://」で始まるURL。"),
        RegisterCellKind.WEB,
    ),
)
_NOTES = RegisterColumn(
    "notes",
    Text("Notes", "備考"),
    Text("Any other information.", "その他の情報。"),
    RegisterCellKind.NOTE,
    limit=10000,
)
_COMPANY_STATUS = RegisterColumn(
    "status",
    Text("Status", "状態"),
    Text("In the group or no longer in the group.", "グループ内またはグループ外。"),
    RegisterCellKind.CHOICE,
    vocabulary="company_status",
)
_VENDOR_STATUS = RegisterColumn(
    "status",
    Text("Status", "取引状態"),
    Text("Active or ended.", "取引中または終了。"),
    RegisterCellKind.CHOICE,
    vocabulary="organization_status",
)
_REACHED_AT = (
    RegisterColumn(
        "name_kana",
        Text("Name in kana", "フリガナ"),
        Text("How the name is read (Japanese organisations).", "名称の読み。"),
    ),
    RegisterColumn("address", Text("Address", "住所"), Text("The postal address.", "所在地。"), limit=500),
)
"""Behind the columns that were there first, so that files written before keep their columns' letters."""
COMPANIES = RegisterTable(
    "companies",
    Text("Group companies", "グループ会社"),
    Text("Each group company and its parent company.", "各社と、その親会社を入力します。"),
    (
        RegisterColumn(
            "code",
            Text("Code", "コード"),
            Text("Your own code for the company.", "会社を識別する社内独自のコード。"),
            required=True,
            limit=80,
        ),
        *_organization(_COMPANY_STATUS),
        RegisterColumn(
            "parent_code",
            Text("Parent company code", "親会社コード"),
            Text("Code of the parent company. Blank for the top company.", "親会社のコード。最上位の会社は空欄。"),
        ),
        *_REACHED_AT,
    ),
)
VENDORS = RegisterTable(
    "vendors",
    Text("Vendors", "取引先"),
    Text("All vendors outside the group.", "グループ外のすべての取引先。"),
    (
        RegisterColumn(
            "code",
            Text("Code", "コード"),
            Text(
                "Your vendor code. If blank, the corporate number is used instead.",
                "取引先コード。空欄の場合は法人番号で識別します。",
            ),
            required=True,
            limit=80,
        ),
        *_organization(_VENDOR_STATUS),
        RegisterColumn(
            "home_company",
            Text("Managing company code", "主管グループ会社コード"),
            Text("Code of the group company that manages the vendor.", "取引先を主管するグループ会社のコード。"),
        ),
        *_REACHED_AT,
        RegisterColumn(
            "contact_name",
            Text("Contact name", "担当者名"),
            Text("Added as a contact.", "連絡先として登録します。"),
            shown=False,
        ),
        RegisterColumn(
            "contact_email",
            Text("Contact email address", "担当者メールアドレス"),
            Text(
                "Added as a contact. Several are separated by “;”.",
                "連絡先として登録します。複数ある場合は「；」で区切ります。",
            ),
            limit=1000,
            shown=False,
        ),
        RegisterColumn(
            "contact_language",
            Text("Contact language", "担当者の言語"),
            Text("Japanese or English.", "日本語または英語。"),
            RegisterCellKind.CHOICE,
            vocabulary="language",
            shown=False,
        ),
    ),
)
CONTACTS = RegisterTable(
    "contacts",
    Text("Contacts", "連絡先"),
    Text("Contacts who receive questionnaires and emails.", "質問票やメールの送付先となる担当者。"),
    (
        RegisterColumn("organization", Text("Organisation code", "組織コード"), PARTY, required=True),
        RegisterColumn("name", Text("Name", "氏名"), Text("Name of the contact.", "担当者の氏名。"), required=True),
        RegisterColumn(
            "name_en", Text("English name", "英語名"), Text("Shown on English pages.", "英語の画面で表示します。")
        ),
        RegisterColumn(
            "name_ja",
            Text("Japanese name", "日本語名"),
            Text("Shown on Japanese pages.", "日本語の画面で表示します。"),
        ),
        RegisterColumn(
            "email",
            Text("Email address", "メールアドレス"),
            Text("Questionnaires are sent to this address.", "質問票の送付先。"),
            RegisterCellKind.EMAIL,
            required=True,
            limit=254,
        ),
        RegisterColumn(
            "language",
            Text("Language", "言語"),
            Text("Japanese or English.", "日本語または英語。"),
            RegisterCellKind.CHOICE,
            vocabulary="language",
        ),
        RegisterColumn("role", Text("Role", "役割"), Text("Free text.", "自由に入力できます。"), limit=120),
        RegisterColumn(
            "primary",
            Text("Receives questionnaires", "質問票の宛先"),
            Text("Yes for one contact per organisation.", "組織ごとに1名を「はい」とします。"),
            RegisterCellKind.FLAG,
            vocabulary="flag",
        ),
        RegisterColumn(
            "department",
            Text("Department", "部署"),
            Text("Department of the contact.", "担当者の所属部署。"),
            limit=120,
        ),
        RegisterColumn("phone", Text("Telephone", "電話番号"), Text("Free text.", "自由に入力できます。"), limit=60),
    ),
)

TABLES = (COMPANIES, VENDORS, CONTACTS, ENGAGEMENTS, LINKS)


def table_of(key: str) -> RegisterTable:
    """The table with that key; KeyError when there is none."""
    return {table.key: table for table in TABLES}[key]
