"""The words the demo is invented from. All names are made up; likeness to a real company is chance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A name in both languages."""

    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class CompanyPlan:
    """A group company: its code, name, the code above, country, industry and people."""

    code: str
    name: Pair
    parent: str | None
    country: str
    industry: str
    employees: int
    weight: float
    """Its share of the group's engagements."""
    quality: float
    """How mature its own security is, 0–1."""


COMPANIES = (
    CompanyPlan("HNM", Pair("Hinomiya Holdings", "日乃宮ホールディングス"), None, "JP", "holding", 420, 0.5, 0.66),
    CompanyPlan("HNM-PRC", Pair("Hinomiya Precision", "日乃宮精機"), "HNM", "JP", "machinery", 5200, 1.6, 0.72),
    CompanyPlan("HNM-KMT", Pair("Hinomiya Precision Kumamoto", "日乃宮精機熊本"), "HNM-PRC", "JP", "machinery", 1150, 1.0, 0.58),
    CompanyPlan("HNM-THA", Pair("Hinomiya Precision Thailand", "日乃宮精機タイ"), "HNM-PRC", "TH", "machinery", 1900, 0.9, 0.44),
    CompanyPlan("HNM-AUT", Pair("Hinomiya Automotive Systems", "日乃宮オートモーティブ"), "HNM", "JP", "automotive", 7300, 1.7, 0.76),
    CompanyPlan("HNM-OSK", Pair("Hinomiya Electronics Osaka", "日乃宮エレクトロニクス大阪"), "HNM-AUT", "JP", "electronics", 2100, 1.2, 0.64),
    CompanyPlan("HNM-MEX", Pair("Hinomiya Automotive Mexico", "日乃宮オートモーティブ・メキシコ"), "HNM-AUT", "MX", "automotive", 1600, 0.7, 0.38),
    CompanyPlan("HNM-MAT", Pair("Hinomiya Materials", "日乃宮マテリアル"), "HNM", "JP", "chemicals", 2400, 1.0, 0.55),
    CompanyPlan("HNM-MZS", Pair("Hinomiya Chemicals Mizushima", "日乃宮ケミカル水島"), "HNM-MAT", "JP", "chemicals", 860, 0.8, 0.47),
    CompanyPlan("HNM-LOG", Pair("Hinomiya Logistics", "日乃宮ロジスティクス"), "HNM", "JP", "logistics", 1300, 0.9, 0.5),
    CompanyPlan("HNM-DIG", Pair("Hinomiya Digital", "日乃宮デジタル"), "HNM", "JP", "it", 640, 1.1, 0.84),
    CompanyPlan("HNM-EUR", Pair("Hinomiya Europe", "日乃宮ヨーロッパ"), "HNM", "DE", "sales", 380, 0.6, 0.69),
)  # fmt: skip

STEMS = (
    Pair("Asagiri", "朝霧"), Pair("Sumiregaoka", "菫ヶ丘"), Pair("Minamo", "水面"), Pair("Kazahaya", "風早"),
    Pair("Shirogane", "白銀"), Pair("Tokiwa-zaka", "常磐坂"), Pair("Uraraka", "麗"), Pair("Yuzuriha", "楪"),
    Pair("Hoshikawa", "星河"), Pair("Akatsuki", "暁"), Pair("Komorebi", "木漏日"), Pair("Natsume", "棗"),
    Pair("Itosugi", "糸杉"), Pair("Kurogane", "鉄"), Pair("Murasame", "叢雨"), Pair("Tachibana-no", "橘野"),
    Pair("Haruhi", "春陽"), Pair("Seseragi", "せせらぎ"), Pair("Onikiri-yama", "鬼切山"), Pair("Fukujuso", "福寿草"),
    Pair("Ginga", "銀河"), Pair("Isonami", "磯波"), Pair("Yamabuki", "山吹"), Pair("Tsubame", "燕"),
    Pair("Mizuho-ga-hara", "瑞穂ヶ原"), Pair("Kirishio", "霧潮"), Pair("Hanamori", "花守"), Pair("Oboro", "朧"),
    Pair("Suzukaze", "涼風"), Pair("Wakaba-dai", "若葉台"), Pair("Ryokufu", "緑風"), Pair("Kagaribi", "篝火"),
    Pair("Amagumo", "天雲"), Pair("Shinonome", "東雲"), Pair("Tamayura", "玉響"), Pair("Hibiki", "響"),
    Pair("Ruri", "瑠璃"), Pair("Kohaku", "琥珀"), Pair("Sango", "珊瑚"), Pair("Hisui", "翡翠"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trade:
    """What a kind of vendor does: name endings, and the facts its engagements tend to have.

    `category` is a key of `engagements.categories`. `data`, `access`: likely values, the first most likely.
    """

    category: str
    endings: tuple[Pair, ...]
    services: tuple[Pair, ...]
    data: tuple[str, ...]
    access: tuple[str, ...]
    facts: tuple[str, ...]
    stoppage: tuple[int, ...]
    """Tolerable stoppage in hours, most likely first."""
    personal: float
    spend: tuple[float, float]
    """Least and greatest yearly spend, in million yen."""
    share: float
    """Its share of the vendors."""
    quality: float
    """Mean security maturity of the trade, 0–1."""


TRADES = (
    Trade("system_operation", (Pair("System Service", "システムサービス"), Pair("IT Management", "ITマネジメント")),
          (Pair("Operation of business systems", "業務システムの運用"), Pair("Help desk and PC support", "ヘルプデスク・PC管理"),
           Pair("Operation of the factory network", "工場ネットワークの運用")),
          ("confidential", "highly_confidential"), ("remote_privileged", "remote_limited"), ("subcontracting",),
          (24, 48, 8), 0.35, (30, 400), 0.10, 0.62),
    Trade("software_development", (Pair("Software", "ソフト"), Pair("Systems Development", "システム開発")),
          (Pair("Development of production control software", "生産管理ソフトウェアの開発"),
           Pair("Development of the dealer website", "販売店向けサイトの開発")),
          ("confidential", "internal"), ("remote_limited", "none"), ("software_development", "subcontracting"),
          (168, 96, 336), 0.15, (15, 220), 0.11, 0.58),
    Trade("cloud_service", (Pair("Cloud", "クラウド"), Pair("Data Works", "データワークス")),
          (Pair("Cloud service for design data", "設計データのクラウドサービス"), Pair("Cloud service for orders", "受発注クラウドサービス")),
          ("highly_confidential", "confidential"), ("none", "remote_limited"), ("cloud_service", "subcontracting"),
          (8, 24, 72), 0.4, (8, 180), 0.06, 0.72),
    Trade("logistics", (Pair("Transport", "運輸"), Pair("Warehouse", "倉庫")),
          (Pair("Transport and storage of products", "製品の輸送・保管"), Pair("On-site parts delivery", "部品の構内配送")),
          ("internal", "none"), ("none", "remote_limited"), ("subcontracting",), (72, 96, 24), 0.12, (40, 900), 0.13, 0.42),
    Trade("parts_manufacturing", (Pair("Metal Works", "金属工業"), Pair("Precision Parts", "精密部品"), Pair("Press", "プレス工業")),
          (Pair("Supply of machined parts", "加工部品の供給"), Pair("Supply of pressed parts", "プレス部品の供給"),
           Pair("Manufacture of moulds and dies", "金型の製作")),
          ("internal", "confidential", "none"), ("none",), ("product_component",), (96, 168, 48), 0.02, (20, 1200), 0.22, 0.36),
    Trade("contract_manufacturing", (Pair("Electronics", "電子"), Pair("Circuit", "回路工業")),
          (Pair("Assembly of control units", "制御ユニットの組立"), Pair("Manufacture of circuit boards with firmware", "ファームウェア搭載基板の製造")),
          ("confidential", "internal", "highly_confidential"), ("none",), ("product_component", "software_development"), (72, 48, 168),
          0.02, (40, 1100), 0.09, 0.52),
    Trade("plant_equipment", (Pair("Plant Engineering", "プラントエンジ"), Pair("Maintenance", "メンテナンス")),
          (Pair("Maintenance of production lines", "生産ラインの保守"), Pair("Remote maintenance of line controllers", "ライン制御装置の遠隔保守")),
          ("internal", "confidential"), ("on_site", "remote_limited", "remote_privileged"), ("control_systems", "on_site_work"), (96, 24, 72),
          0.05, (12, 260), 0.10, 0.40),
    Trade("human_resources", (Pair("Staff Service", "スタッフサービス"), Pair("Payroll Service", "給与計算サービス")),
          (Pair("Payroll and HR services", "給与計算・人事サービス"), Pair("Employee health checks", "従業員の健康診断")),
          ("confidential",), ("remote_limited", "none"), ("subcontracting",), (96, 168), 0.95, (6, 90), 0.05, 0.55),
    Trade("facilities", (Pair("Building Care", "ビル管理"), Pair("Security Guards", "警備保障")),
          (Pair("Building management", "建物の管理"), Pair("Plant security guarding", "工場の警備")),
          ("none", "internal"), ("on_site",), ("on_site_work",), (168, 336), 0.06, (4, 80), 0.07, 0.38),
    Trade("professional", (Pair("Consulting", "コンサルティング"), Pair("Printing", "印刷")),
          (Pair("Technical writing and translation", "技術文書の作成・翻訳"), Pair("Quality and audit consulting", "品質・監査に関する助言")),
          ("internal", "confidential"), ("none",), (), (336, 168), 0.1, (2, 60), 0.07, 0.48),
)  # fmt: skip

STORY_CLOUD = Pair("Amanogawa Cloud Platform", "天乃川クラウド基盤")
STORY_BACKUP = Pair("Yoimachi Backup Vault", "宵待バックアップ")
"""Suppliers of suppliers that no group company has a contract with, and many rest on."""

PEOPLE = (
    Pair("Aoi Tanemura", "種村 葵"), Pair("Ren Kuroda", "黒田 蓮"), Pair("Yui Hamasaki", "浜崎 結衣"),
    Pair("Haruto Onodera", "小野寺 陽翔"), Pair("Sakura Izumi", "和泉 さくら"), Pair("Daiki Morinaga", "森永 大輝"),
    Pair("Mei Shiraishi", "白石 芽衣"), Pair("Sota Nakagawa", "中川 蒼太"), Pair("Rin Hoshino", "星野 凛"),
    Pair("Kaito Ebihara", "海老原 海斗"), Pair("Nana Oguri", "小栗 奈々"), Pair("Takumi Sawada", "沢田 拓海"),
    Pair("Emi Fukazawa", "深沢 恵美"), Pair("Yuto Kanzaki", "神崎 悠斗"), Pair("Chihiro Arimura", "有村 千尋"),
)  # fmt: skip

COMMENTS = {
    0: (Pair("Not started yet.", "まだ着手していません。"), Pair("We have not considered this yet.", "これまで検討していませんでした。")),
    1: (Pair("This is left to the employee in charge.", "担当者に任せています。"), Pair("We do this when a customer asks.", "お客様から求められたときに対応しています。")),
    2: (Pair("In place at head office only so far.", "現在は本社のみで実施しています。"), Pair("Rules exist, but compliance is not checked.", "規程はありますが、確認まではできていません。")),
    3: (Pair("The rules have been in force since last April.", "昨年4月から規程を運用しています。"), Pair("Records are kept for three years.", "記録を3年間保管しています。")),
    4: (Pair("Checked every six months by the quality department.", "品質管理部門が半年ごとに点検しています。"),
        Pair("Targets are reviewed by the security committee.", "セキュリティ委員会で目標を確認しています。")),
    5: (Pair("Improved based on last year's exercise.", "昨年の訓練の結果をもとに改善しました。"), Pair("Audited by a third party every year.", "毎年第三者の監査を受けています。")),
}  # fmt: skip
NA_REASON = Pair("We do not do this kind of work for you.", "この種の業務はお受けしていません。")

ASK_BACK = (
    Pair("Please attach the rules you mention.", "記載の規程を添付してください。"),
    Pair("Since when has this been in place, and at which sites?", "いつから、どの拠点で実施していますか。"),
    Pair("Your comment describes a lower level. Please check the level you selected.", "コメントの内容は、選択した水準より低い状態に読めます。水準をご確認ください。"),
)  # fmt: skip
OVERRIDE = Pair("The document covers the head office only.", "資料の対象が本社に限られているため。")
REFUSAL = Pair(
    "You handle our data at two sites, so this applies.", "当社データを2拠点で取り扱っているため、該当します。"
)
IMPROVING = Pair("Plan received. To be reviewed at the quarterly meeting.", "是正計画を受領。四半期会議で確認予定。")
RISK_TAKEN = Pair("Risk accepted by the CISO until the contract ends.", "契約終了まで、CISOがリスクを受容。")
SEEN = Pair("Correction confirmed during the site visit.", "訪問時に是正を確認。")
