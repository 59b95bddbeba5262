"""The tables of engagements and supply links in the register's workbook."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text
from vendor_risk.formats.register.columns import Column, Kind, Table

PARTY = Text("The code or corporate number of a company or vendor.", "グループ会社または委託先のコードか法人番号。")
_COMPANY = Text("The code of a group company.", "グループ会社のコード。")
_LIST = Text("From the list.", "一覧から選びます。")
_FACT = Text("Yes where it is so.", "該当する場合に「はい」とします。")
_ANSWER = Text(
    "Blank: follows from the facts. Yes or no: a person's own answer.",
    "空欄の場合は事実から判定します。「はい」「いいえ」は担当者の回答として扱います。",
)


def _fact(key: str, title: Text) -> Column:
    return Column(key, title, _FACT, Kind.FLAG, vocabulary="flag")


def _answer(key: str, title: Text) -> Column:
    return Column(key, title, _ANSWER, Kind.FLAG, vocabulary="flag")


ENGAGEMENTS = Table(
    "engagements",
    Text("Engagements", "委託業務"),
    Text("Services bought, with the facts that decide the tier.", "委託する業務と、重要度区分を決める事実。"),
    (
        Column(
            "code",
            Text("Engagement code", "委託業務コード"),
            Text(
                "Your own key; blank: given, and recognised by buyer, vendor and service.",
                "貴社独自のコード。空欄の場合は自動で付与し、委託元・委託先・業務内容で識別します。",
            ),
            limit=80,
        ),
        Column("buyer", Text("Buyer company code", "委託元会社コード"), _COMPANY, required=True),
        Column("supplier", Text("Vendor code", "委託先コード"), PARTY, required=True),
        Column("service", Text("Service", "業務内容"), Text("What is bought.", "委託する業務の内容。"), required=True),
        Column("category", Text("Category", "業務区分"), _LIST, Kind.CHOICE, vocabulary="category"),
        Column(
            "status",
            Text("Status", "契約状態"),
            Text("Planned, running or ended.", "予定・実施中・終了。"),
            Kind.CHOICE,
            vocabulary="engagement_status",
        ),
        Column(
            "data_class",
            Text("Our information held", "取扱情報の区分"),
            Text("The most sensitive class that the vendor holds.", "委託先が保有する情報のうち最も重要な区分。"),
            Kind.CHOICE,
            vocabulary="data_class",
        ),
        Column(
            "personal_data",
            Text("Personal data", "個人データ"),
            Text("Yes where it is handled.", "取り扱う場合に「はい」とします。"),
            Kind.FLAG,
            vocabulary="flag",
        ),
        Column("access", Text("Access to us", "当社へのアクセス"), _LIST, Kind.CHOICE, vocabulary="access"),
        Column(
            "stoppage_hours",
            Text("Tolerable stop in hours", "許容停止時間（時間）"),
            Text("Blank when nobody knows.", "不明な場合は空欄。"),
            Kind.INTEGER,
        ),
        Column(
            "substitutability",
            Text("Replacing the vendor", "代替可能性"),
            _LIST,
            Kind.CHOICE,
            vocabulary="substitutability",
        ),
        Column(
            "annual_spend",
            Text("Spend a year in yen", "年間取引額（円）"),
            Text("A whole number.", "整数で記入します。"),
            Kind.INTEGER,
        ),
        _fact("on_site_work", Text("Work on our premises", "構内作業")),
        _fact("cloud_service", Text("Cloud service", "クラウドサービス")),
        _fact("software_development", Text("Software development", "ソフトウェア開発")),
        _fact("product_component", Text("Component of our products", "製品への組込み")),
        _fact("control_systems", Text("Control systems", "制御システム")),
        _fact("subcontracting", Text("Subcontracting", "再委託")),
        _answer("answer_confidential", Text("Answer: important confidential data", "回答：重要な機密情報の取扱い")),
        _answer("answer_stoppage", Text("Answer: intolerable stop", "回答：停止の許容不可")),
        _answer("answer_access", Text("Answer: access to our systems", "回答：当社システムへの接続")),
        Column(
            "tier_override",
            Text("Tier set by a person", "重要度区分の指定"),
            Text(
                "Only to depart from the facts; needs the reason.", "事実による判定と異なる場合のみ。理由が必要です。"
            ),
            Kind.CHOICE,
            vocabulary="tier",
        ),
        Column(
            "tier_override_reason",
            Text("Reason for that tier", "指定の理由"),
            Text("Why that tier fits better.", "その区分が適切である理由。"),
            Kind.NOTE,
            limit=2000,
        ),
        Column("contract_start", Text("Contract from", "契約開始日"), Text("A date.", "日付。"), Kind.DATE),
        Column("contract_end", Text("Contract until", "契約終了日"), Text("A date.", "日付。"), Kind.DATE),
        Column(
            "owner_name",
            Text("Owner", "担当者"),
            Text("Who looks after it in the group.", "グループ側の担当者。"),
            required=True,
        ),
        Column(
            "owner_email",
            Text("Owner's mail address", "担当者メールアドレス"),
            Text("May be blank.", "空欄でもかまいません。"),
            Kind.EMAIL,
            limit=254,
        ),
    ),
)
LINKS = Table(
    "links",
    Text("Supply links", "供給リンク"),
    Text(
        "Who supplies your vendors. Links by contract follow the engagements and do not stand here.",
        "委託先のその先の供給元。契約によるリンクは委託業務から自動で作成されるため、ここには記入しません。",
    ),
    (
        Column("buyer", Text("Buyer code", "購入側コード"), PARTY, required=True),
        Column("supplier", Text("Supplier code", "供給側コード"), PARTY, required=True),
        Column("service", Text("Service", "業務内容"), Text("May be blank.", "空欄でもかまいません。")),
        Column("source", Text("How it is known", "把握の方法"), _LIST, Kind.CHOICE, vocabulary="link_source"),
        Column(
            "confidence", Text("Confidence", "確度"), Text("0 to 1, or in percent.", "0〜1、または％。"), Kind.SHARE
        ),
        Column(
            "weight",
            Text("Weight", "影響の重み"),
            Text("0 to 1, or in percent; blank: from the facts.", "0〜1、または％。空欄の場合は事実から求めます。"),
            Kind.SHARE,
        ),
        Column("seen_on", Text("Last confirmed", "最終確認日"), Text("A date.", "日付。"), Kind.DATE),
    ),
)
