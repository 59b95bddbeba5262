"""Which category of service the words of a list most likely mean: proposed, and said in the preview.

Words that several trades use (保守, 開発, 調査, maintenance) stand with what they are about, or mean no category: the
service is then “other”, which is said too.
"""

from __future__ import annotations

import re
from functools import cache

from vendor_risk.engagements.categories import CATEGORIES
from vendor_risk.organizations.names import fold, squeeze

_LONGEST = 300
_RULES: tuple[tuple[str, str], ...] = (
    # what would be mistaken for another trade by a word further down comes first
    (
        "data_processing",
        ("データ(入力|処理|分析|加工|集計|整備|クレンジング|クリーニング)|data entry|data process|data cleansing"),
    ),
    (
        "marketing",
        ("プレスリリース|press release|通信販売|mail order|市場調査|market research|マーケティング|販促|広告|宣伝"),
    ),
    ("human_resources", "通信(教育|講座)|社会保険|雇用保険|労働保険|人材(開発|育成)|health check|safety training"),
    ("professional", "法律事務所|会計事務所|税理士|弁護士|司法書士|行政書士|弁理士|law firm"),
    (
        "waste_disposal",
        (
            "廃棄|産廃|リサイクル|データ消去|溶解処理|機密文書(処理|処分)|シュレッダー|waste|recycl|disposal|"
            "shredding|data erasure|data destruction"
        ),
    ),
    (
        "security_service",
        (
            "セキュリティ(監視|診断|運用|対策|評価|教育|コンサル)|脆弱性|soc(運用|監視)|情報セキュリティ|"
            "サイバー|侵入テスト|ペネトレーション|フォレンジック|penetration test|"
            "security (operation|monitor|assess)|cyber|vulnerabilit|mdr(?![a-z])|edr(?![a-z])|forensic"
        ),
    ),
    (
        "call_center",
        (
            "コールセンター|コンタクトセンター|ヘルプデスク|サービスデスク|カスタマーサポート|"
            "電話(受付|代行|応対)|call cent(er|re)|contact cent(er|re)|help ?desk|service desk|"
            "customer (support|service)"
        ),
    ),
    (
        "cloud_service",
        (
            "クラウド(?!ファンディング)|saas|paas|iaas|ホスティング|グループウェア|レンタルサーバ|cloud|"
            "hosting|asp(?![a-z])"
        ),
    ),
    (
        "system_operation",
        (
            "(システム|ソフトウェア|ソフト|アプリ|サーバー?|ネットワーク|it|pc|パソコン|インフラ)(の|・)?(運用|保守|監視|管理|メンテナンス)|"
            "software maintenance|it maintenance"
        ),
    ),
    (
        "software_development",
        (
            "(システム|ソフトウェア|ソフト|アプリ|プログラム|web|サイト|基幹|機能|組ミ込ミ|組込ミ?|受託|オフショア)[^、,/]{0,8}(開発|構築|設計|制作|導入|改修|テスト)|"
            "プログラミング|ホームページ(制作|作成)|ソフトウェア(?!.{0,4}(ライセンス|利用))|"
            "software (development|engineering|test|design)|"
            "(application|app|web|system|mobile|website) (development|design)|programming|"
            "software(?![a-z])(?!.{0,10}licen)"
        ),
    ),
    (
        "facilities",
        (
            "(ビル(?!ド)|空調|エレベータ|昇降機|消防|建物|庁舎|オフィス|社屋)[^、,/]{0,8}(管理|保守|点検|メンテ|清掃|設備)|"
            "building (maintenance|management)|elevator|lift maintenance|hvac"
        ),
    ),
    ("finance", "リース|lease(?![a-z])|leasing"),
    (
        "plant_equipment",
        (
            "(設備|機械|装置|プラント|生産ライン|[^機]機)[^、,/]{0,6}(保守|保全|点検|運用|修理|整備|更新|メンテ)|"
            "設備保全|保全業務|"
            "(equipment|machine|plant|machinery|production line)s? (maintenance|repair|service)|"
            "maintenance of (machine|equipment|plant)"
        ),
    ),
    (
        "system_operation",
        (
            "データセンター|運用・?保守|保守・?運用|(?<!ウォーター)(?<!コーヒー)(?<!ビール)サーバ|バックアップ|"
            "キッティング|it (support|service|operation|outsourc|infrastructure)|managed (it )?service|"
            "data cent(er|re)|servers?(?![a-z])|backup|system (operation|administration|support)|"
            "application (support|management)"
        ),
    ),
    ("control_systems", "制御|計装|plc(?![a-z])|scada|control system|dcs(?![a-z])|industrial automation"),
    (
        "network_telecom",
        (
            "通信|回線|ネットワーク|携帯電話|インターネット接続|telecom|network|internet (access|connection)|"
            "broadband|mobile phone|voip|vpn(?![a-z])"
        ),
    ),
    (
        "contract_manufacturing",
        (
            "(金型|部品|板金|機械|受託|委託|精密|切削|塗装|表面|食品)(・部品)?(ノ)?加工|製造委託|委託製造|"
            "受託製造|生産委託|組立|金型|鋳造|鍛造|メッキ|プレス(?!リリース)|溶接|切削|熱処理|成形|"
            "contract manufactur|machining|assembly|die.?cast|plating|casting(?![a-z])|forging|stamping|"
            "injection mou?ld|welding|toll manufactur|oem(?![a-z])|加工"
        ),
    ),
    (
        "human_resources",
        (
            "給与|労務|福利厚生|研修|健康診断|健診|ストレスチェック|年末調整|採用(代行|支援)|人事|payroll|"
            "benefits|training(?![a-z])|e-?learning|occupational health"
        ),
    ),
    ("staffing", "派遣|人材紹介|人材サービス|staffing|temporary (staff|work)|recruit|contingent work"),
    (
        "marketing",
        (
            "印刷|発送|広報|プロモーション|イベント|展示会|パンフレット|カタログ(?!スペック)|チラシ|ノベルティ|"
            "printing|print (shop|service)s?|marketing|advertis|mailing|promotion|public relations|exhibition|"
            "event (management|planning)|fulfilment of mail|brochure"
        ),
    ),
    (
        "construction",
        (
            "工事|建設|建築|土木|解体|据付|施工|塗装|内装|construction|(?<!software )installation|"
            "civil engineering|demolition|refurbish|painting"
        ),
    ),
    (
        "logistics",
        (
            "配送|輸送|運送|運搬|物流|倉庫|宅配|引越|通関|フォワーダー|(文書|書類|貨物|製品|在庫)保管|freight|"
            "logistic|shipping|warehous|transport|courier|customs (broker|clearance)|forwarding|haulage|parcel"
        ),
    ),
    (
        "facilities",
        (
            "警備|清掃|施設管理|ファシリティ|クリーニング|受付|給食|食堂|植栽|害虫|駆除|cleaning|"
            "(security )?guard|janitor|facilit(y|ies) (management|service)|facilities(?![a-z])|catering|"
            "canteen|reception|pest control|landscap"
        ),
    ),
    (
        "professional",
        (
            "法律|法務|監査|税務|コンサル|顧問|会計|特許|知的?財産?|登記|契約書審査|legal|audit|consult|lawyer|"
            "attorney|accounting|tax(?![a-z])|notary|patent|advisory"
        ),
    ),
    (
        "materials",
        (
            "原材料|原料|資材|材料|樹脂|燃料|電力|都市ガス|ガス供給|薬品|化学品|鋼材|鋼板|梱包材|包装材|消耗品|"
            "事務用品|文房?具|用紙|raw material|materials(?![a-z])|supplies|consumable|steel|resin|"
            "chemicals?(?![a-z])|fuel|electricity|packaging|stationery"
        ),
    ),
    (
        "parts_manufacturing",
        (
            "部品|基板|半導体|コネクタ|センサー?|ハーネス|ネジ|ボルト|ベアリング|components?|parts(?![a-z])|"
            "semiconductor|printed circuit|pcb(?![a-z])|harness|bearings?(?![a-z])"
        ),
    ),
    (
        "research_testing",
        (
            "検査|校正|試験|分析|計測|測定|研究|設計|試作|(技術|環境|学術|地質)調査|inspection|calibration|"
            "testing|research|laborator|(product|engineering|mechanical|industrial|circuit) design|prototyp|"
            "analysis(?![a-z])"
        ),
    ),
    ("plant_equipment", "生産設備|製造設備|機械設備|工作機械|production equipment|machinery|spare part"),
    (
        "finance",
        (
            "決済|保険|金融|ファクタリング|融資|銀行|送金|クレジット|payments?(?![a-z])|insurance|bank|"
            "factoring|credit card|treasury"
        ),
    ),
    (
        "data_processing",
        (
            "事務(代行|処理|センター|受託|アウトソーシング)|入力代行|bpo|スキャン|電子化|文字起コシ|"
            "back.?office|document scanning|digiti[sz]ation|transcription|business process outsourcing"
        ),
    ),
)
"""The first that fits wins: what tells most stands before what tells less."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, re.compile("|".join(_word(word) for word in _words(text)))) for key, text in _RULES)


def _words(text: str) -> list[str]:
    """The alternatives of a rule: what stands between bars outside brackets."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return found


def _word(word: str) -> str:
    return rf"(?<![a-z])(?:{word})" if word.isascii() and not word.startswith("(?<") else f"(?:{fold(word)})"


@cache
def likely_category(service: str) -> str | None:
    """The key of the category that the words of a service speak of; None when they speak of none for sure."""
    text, tight = fold(service[:_LONGEST]), squeeze(service[:_LONGEST])
    for key, pattern in _patterns():
        if key in CATEGORIES and (pattern.search(text) or pattern.search(tight)):
            return key
    return None
