"""The tables of engagements and supply links in the register's workbook."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import Column, Kind, Table

PARTY = Text("Code or corporate number of a group company or vendor.", "グループ会社または取引先のコードか法人番号。")
_COMPANY = Text("Code of a group company.", "グループ会社のコード。")
_LIST = Text("Select from the list.", "一覧から選択します。")
_FACT = Text("Yes if this applies.", "該当する場合に「はい」とします。")
_ANSWER = Text(
    "Blank: determined by the registered details. Yes or No: your own answer, which takes precedence.",
    "空欄の場合は登録内容から自動判定します。「はい」「いいえ」は担当者の回答として優先します。",
)


def _fact(key: str, title: Text) -> Column:
    return Column(key, title, _FACT, Kind.FLAG, vocabulary="flag")


def _answer(key: str, title: Text) -> Column:
    return Column(key, title, _ANSWER, Kind.FLAG, vocabulary="flag")


ENGAGEMENTS = Table(
    "engagements",
    Text("Engagements", "委託業務"),
    Text("Services purchased, with the details that determine the tier.", "委託する業務と、重要度の判定項目。"),
    (
        Column(
            "code",
            Text("Engagement code", "委託業務コード"),
            Text(
                "Your own code. If blank, a code is assigned and the row is identified by buyer, vendor and service.",
                "貴社独自のコード。空欄の場合は自動で付与し、委託元・取引先・業務内容で識別します。",
            ),
            limit=80,
        ),
        Column("buyer", Text("Buyer company code", "委託元会社コード"), _COMPANY, required=True),
        Column("supplier", Text("Vendor code", "取引先コード"), PARTY, required=True),
        Column(
            "service",
            Text("Service", "業務内容"),
            Text("The service purchased.", "委託する業務の内容。"),
            required=True,
        ),
        Column("category", Text("Category", "業務区分"), _LIST, Kind.CHOICE, vocabulary="category"),
        Column(
            "status",
            Text("Status", "契約状態"),
            Text("Planned, ongoing or ended.", "予定・実施中・終了。"),
            Kind.CHOICE,
            vocabulary="engagement_status",
        ),
        Column(
            "data_class",
            Text("Our information held", "取扱情報の区分"),
            Text("The most sensitive class held by the vendor.", "取引先が保有する情報のうち最も重要な区分。"),
            Kind.CHOICE,
            vocabulary="data_class",
        ),
        Column(
            "personal_data",
            Text("Personal data", "個人データ"),
            Text("Yes if the vendor handles personal data.", "取り扱う場合に「はい」とします。"),
            Kind.FLAG,
            vocabulary="flag",
        ),
        Column("access", Text("Access", "当社へのアクセス"), _LIST, Kind.CHOICE, vocabulary="access"),
        Column(
            "stoppage_hours",
            Text("Tolerable outage (hours)", "許容停止時間（時間）"),
            Text("Blank if not known.", "不明な場合は空欄。"),
            Kind.INTEGER,
        ),
        Column(
            "substitutability",
            Text("Ease of replacement", "代替可能性"),
            _LIST,
            Kind.CHOICE,
            vocabulary="substitutability",
        ),
        Column(
            "annual_spend",
            Text("Annual spend (JPY)", "年間取引額（円）"),
            Text("A whole number.", "整数で入力します。"),
            Kind.INTEGER,
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
        Column(
            "tier_override",
            Text("Tier set manually", "重要度区分の指定"),
            Text(
                "Only to override the calculated tier. A reason is required.",
                "自動判定の区分を変更する場合のみ。理由が必要です。",
            ),
            Kind.CHOICE,
            vocabulary="tier",
        ),
        Column(
            "tier_override_reason",
            Text("Reason for the tier", "指定の理由"),
            Text("Why this tier is more appropriate.", "その区分が適切である理由。"),
            Kind.NOTE,
            limit=2000,
        ),
        Column("contract_start", Text("Contract start", "契約開始日"), Text("A date.", "日付。"), Kind.DATE),
        Column("contract_end", Text("Contract end", "契約終了日"), Text("A date.", "日付。"), Kind.DATE),
        Column(
            "owner_name",
            Text("Owner", "責任者"),
            Text("The person responsible in the group.", "グループ側の責任者。"),
            required=True,
        ),
        Column(
            "owner_email",
            Text("Owner's email address", "責任者メールアドレス"),
            Text("Optional.", "空欄でもかまいません。"),
            Kind.EMAIL,
            limit=254,
        ),
    ),
)
LINKS = Table(
    "links",
    Text("Relationships", "取引関係"),
    Text(
        "The suppliers of your vendors. Contract relationships come from engagements, so do not enter them here.",
        "取引先のその先の供給元。契約による取引関係は委託業務から自動で作成されるため、ここには入力しません。",
    ),
    (
        Column("buyer", Text("Customer code", "発注元コード"), PARTY, required=True),
        Column("supplier", Text("Supplier code", "供給元コード"), PARTY, required=True),
        Column("service", Text("Service", "業務内容"), Text("Optional.", "空欄でもかまいません。")),
        Column("source", Text("Source", "把握の方法"), _LIST, Kind.CHOICE, vocabulary="link_source"),
        Column(
            "confidence", Text("Confidence", "確度"), Text("0 to 1, or a percentage.", "0～1、または％。"), Kind.SHARE
        ),
        Column(
            "weight",
            Text("Weight", "影響の重み"),
            Text("0 to 1, or a percentage. Blank: calculated.", "0～1、または％。空欄の場合は自動計算します。"),
            Kind.SHARE,
        ),
        Column("seen_on", Text("Last confirmed", "最終確認日"), Text("A date.", "日付。"), Kind.DATE),
    ),
)
