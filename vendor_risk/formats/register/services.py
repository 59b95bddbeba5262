"""The tables of engagements and supply links in the register's workbook."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import RegisterCellKind, RegisterColumn, RegisterTable

PARTY = Text("Code or corporate number of a group company or vendor.", "グループ会社または取引先のコードか法人番号。")
_COMPANY = Text("Code of a group company.", "グループ会社のコード。")
_LIST = Text("Select from the list.", "一覧から選択します。")
_OPEN_LIST = Text(
    "Select from the list. Blank if not known yet; “unknown” clears an earlier entry.",
    "一覧から選択します。未確認の場合は空欄とし、登録済みの内容を取り消す場合は「不明」とします。",
)
_FACT = Text(
    "Yes or No. Blank if not known yet; “unknown” clears an earlier entry.",
    "「はい」か「いいえ」。未確認の場合は空欄とし、登録済みの内容を取り消す場合は「不明」とします。",
)
_ANSWER = Text(
    "Blank: determined by the registered details. Yes or No: your own answer, which takes precedence.",
    "空欄の場合は登録内容から自動判定します。「はい」「いいえ」は担当者の回答として優先します。",
)


def _fact(key: str, title: Text) -> RegisterColumn:
    return RegisterColumn(key, title, _FACT, RegisterCellKind.FLAG, vocabulary="flag", open=True)


def _answer(key: str, title: Text) -> RegisterColumn:
    return RegisterColumn(key, title, _ANSWER, RegisterCellKind.FLAG, vocabulary="flag")


def _both(key: str, title: Text) -> tuple[RegisterColumn, RegisterColumn]:
    """The columns of a text's two languages, beside the one column that says it in either."""
    return (
        RegisterColumn(
            f"{key}_en",
            Text(f"{title.en} (English)", f"{title.ja}（英語）"),
            Text("Shown on English pages.", "英語の画面で表示します。"),
        ),
        RegisterColumn(
            f"{key}_ja",
            Text(f"{title.en} (Japanese)", f"{title.ja}（日本語）"),
            Text("Shown on Japanese pages.", "日本語の画面で表示します。"),
        ),
    )


ENGAGEMENTS = RegisterTable(
    "engagements",
    Text("Engagements", "委託業務"),
    Text("Services purchased, with the details that determine the tier.", "委託する業務と、重要度の判定項目。"),
    (
        RegisterColumn(
            "code",
            Text("Engagement code", "委託業務コード"),
            Text(
                "Your own code. If blank, a code is assigned and the row is identified by buyer, vendor and service.",
                "社内で用いる独自のコード。空欄の場合は自動で付与し、委託元・取引先・業務内容で識別します。",
            ),
            limit=80,
        ),
        RegisterColumn("buyer", Text("Buyer company code", "委託元会社コード"), _COMPANY, required=True),
        RegisterColumn("supplier", Text("Vendor code", "取引先コード"), PARTY, required=True),
        RegisterColumn(
            "service",
            Text("Service", "業務内容"),
            Text("The service purchased, in either language.", "委託する業務の内容（日本語・英語のいずれか）。"),
            required=True,
        ),
        *_both("service", Text("Service", "業務内容")),
        RegisterColumn("category", Text("Category", "業務区分"), _LIST, RegisterCellKind.CHOICE, vocabulary="category"),
        RegisterColumn(
            "status",
            Text("Status", "契約状態"),
            Text("Planned, ongoing or ended.", "予定・実施中・終了。"),
            RegisterCellKind.CHOICE,
            vocabulary="engagement_status",
        ),
        RegisterColumn(
            "data_class",
            Text("Our information held", "取扱情報の区分"),
            Text("The most sensitive class held by the vendor.", "取引先が保有する情報のうち最も重要な区分。"),
            RegisterCellKind.CHOICE,
            vocabulary="data_class",
            open=True,
        ),
        RegisterColumn(
            "personal_data",
            Text("Personal data", "個人データ"),
            _FACT,
            RegisterCellKind.FLAG,
            vocabulary="flag",
            open=True,
        ),
        RegisterColumn(
            "access",
            Text("Access", "当社へのアクセス"),
            _OPEN_LIST,
            RegisterCellKind.CHOICE,
            vocabulary="access",
            open=True,
        ),
        RegisterColumn(
            "stoppage_hours",
            Text("Tolerable outage (hours)", "許容停止時間（時間）"),
            Text("Blank if not known yet.", "未確認の場合は空欄。"),
            RegisterCellKind.INTEGER,
            open=True,
        ),
        RegisterColumn(
            "substitutability",
            Text("Ease of replacement", "代替可能性"),
            _OPEN_LIST,
            RegisterCellKind.CHOICE,
            vocabulary="substitutability",
            open=True,
        ),
        RegisterColumn(
            "annual_spend",
            Text("Annual spend (JPY)", "年間取引額（円）"),
            Text("A whole number. Blank if not known yet.", "整数で入力します。未確認の場合は空欄。"),
            RegisterCellKind.INTEGER,
            open=True,
        ),
        _fact("on_site_work", Text("Work on our premises", "構内作業")),
        _fact("cloud_service", Text("Cloud service", "クラウドサービス")),
        _fact("software_development", Text("Software development", "ソフトウェア開発")),
        _fact("product_component", Text("Component of our products", "製品への組込み")),
        _fact("control_systems", Text("Control systems", "制御システム")),
        _fact("subcontracting", Text("Subcontracting", "再委託")),
        _answer("answer_confidential", Text("Answer: important confidential data", "回答：重要な機密情報の取扱い")),
        _answer("answer_stoppage", Text("Answer: intolerable outage", "回答：停止の許容不可")),
        _answer("answer_access", Text("Answer: access to our systems", "回答：当社システムへの接続")),
        RegisterColumn(
            "tier_override",
            Text("Tier set manually", "重要度区分の指定"),
            Text(
                "Only to override the calculated tier. A reason is required.",
                "自動判定の区分を変更する場合のみ。理由が必要です。",
            ),
            RegisterCellKind.CHOICE,
            vocabulary="tier",
        ),
        RegisterColumn(
            "tier_override_reason",
            Text("Reason for the tier", "指定の理由"),
            Text("Why this tier is more appropriate.", "その区分が適切である理由。"),
            RegisterCellKind.NOTE,
            limit=2000,
        ),
        RegisterColumn(
            "contract_start", Text("Contract start", "契約開始日"), Text("A date.", "日付。"), RegisterCellKind.DATE
        ),
        RegisterColumn(
            "contract_end", Text("Contract end", "契約終了日"), Text("A date.", "日付。"), RegisterCellKind.DATE
        ),
        RegisterColumn(
            "owner_name",
            Text("Owner", "責任者"),
            Text("The person responsible in the group.", "グループ側の責任者。"),
            required=True,
        ),
        *_both("owner_name", Text("Owner", "責任者")),
        RegisterColumn(
            "owner_email",
            Text("Owner's email address", "責任者メールアドレス"),
            Text("Optional.", "空欄でもかまいません。"),
            RegisterCellKind.EMAIL,
            limit=254,
        ),
    ),
)
LINKS = RegisterTable(
    "links",
    Text("Relationships", "取引関係"),
    Text(
        "The suppliers of your vendors. Contractual relationships are created from engagements, so do not enter them "
        "here.",
        "取引先のさらに先にある供給元。契約による取引関係は委託業務から自動で作成されるため、ここには入力しません。",
    ),
    (
        RegisterColumn("buyer", Text("Customer code", "発注元コード"), PARTY, required=True),
        RegisterColumn("supplier", Text("Supplier code", "供給元コード"), PARTY, required=True),
        RegisterColumn("service", Text("Service", "業務内容"), Text("Optional.", "空欄でもかまいません。")),
        *_both("service", Text("Service", "業務内容")),
        RegisterColumn(
            "source", Text("Source", "把握の方法"), _LIST, RegisterCellKind.CHOICE, vocabulary="link_source"
        ),
        RegisterColumn(
            "confidence",
            Text("Confidence", "確度"),
            Text("0 to 1, or a percentage.", "0～1、または％。"),
            RegisterCellKind.SHARE,
        ),
        RegisterColumn(
            "weight",
            Text("Weight", "重み"),
            Text("0 to 1, or a percentage. Blank: calculated.", "0～1、または％。空欄の場合は自動計算します。"),
            RegisterCellKind.SHARE,
        ),
        RegisterColumn(
            "seen_on", Text("Last confirmed", "最終確認日"), Text("A date.", "日付。"), RegisterCellKind.DATE
        ),
    ),
)
