"""The words the demo is invented from. All names are made up; likeness to a real company is chance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamePair:
    """A name in both languages."""

    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class CompanyPlan:
    """A group company: its code, name, the code above, country, industry and people."""

    code: str
    name: NamePair
    parent: str | None
    country: str
    industry: str
    employees: int
    weight: float
    """Its share of the group's engagements."""
    quality: float
    """How mature its own security is, 0–1."""


COMPANIES = (
    CompanyPlan("HNM", NamePair("Hinomiya Holdings", "日乃宮ホールディングス"), None, "JP", "holding", 420, 0.5, 0.66),
    CompanyPlan("HNM-PRC", NamePair("Hinomiya Precision", "日乃宮精機"), "HNM", "JP", "machinery", 5200, 1.6, 0.72),
    CompanyPlan("HNM-KMT", NamePair("Hinomiya Precision Kumamoto", "日乃宮精機熊本"), "HNM-PRC", "JP", "machinery", 1150, 1.0, 0.58),
    CompanyPlan("HNM-THA", NamePair("Hinomiya Precision Thailand", "日乃宮精機タイ"), "HNM-PRC", "TH", "machinery", 1900, 0.9, 0.44),
    CompanyPlan("HNM-AUT", NamePair("Hinomiya Automotive Systems", "日乃宮オートモーティブ"), "HNM", "JP", "automotive", 7300, 1.7, 0.76),
    CompanyPlan("HNM-OSK", NamePair("Hinomiya Electronics Osaka", "日乃宮エレクトロニクス大阪"), "HNM-AUT", "JP", "electronics", 2100, 1.2, 0.64),
    CompanyPlan("HNM-MEX", NamePair("Hinomiya Automotive Mexico", "日乃宮オートモーティブ・メキシコ"), "HNM-AUT", "MX", "automotive", 1600, 0.7, 0.38),
    CompanyPlan("HNM-MAT", NamePair("Hinomiya Materials", "日乃宮マテリアル"), "HNM", "JP", "chemicals", 2400, 1.0, 0.55),
    CompanyPlan("HNM-MZS", NamePair("Hinomiya Chemicals Mizushima", "日乃宮ケミカル水島"), "HNM-MAT", "JP", "chemicals", 860, 0.8, 0.47),
    CompanyPlan("HNM-LOG", NamePair("Hinomiya Logistics", "日乃宮ロジスティクス"), "HNM", "JP", "logistics", 1300, 0.9, 0.5),
    CompanyPlan("HNM-DIG", NamePair("Hinomiya Digital", "日乃宮デジタル"), "HNM", "JP", "it", 640, 1.1, 0.84),
    CompanyPlan("HNM-EUR", NamePair("Hinomiya Europe", "日乃宮ヨーロッパ"), "HNM", "DE", "sales", 380, 0.6, 0.69),
)  # fmt: skip

STEMS = (
    NamePair("Asagiri", "朝霧"), NamePair("Sumiregaoka", "菫ヶ丘"), NamePair("Minamo", "水面"), NamePair("Kazahaya", "風早"),
    NamePair("Shirogane", "白銀"), NamePair("Tokiwa-zaka", "常磐坂"), NamePair("Uraraka", "麗"), NamePair("Yuzuriha", "楪"),
    NamePair("Hoshikawa", "星河"), NamePair("Akatsuki", "暁"), NamePair("Komorebi", "木漏日"), NamePair("Natsume", "棗"),
    NamePair("Itosugi", "糸杉"), NamePair("Kurogane", "鉄"), NamePair("Murasame", "叢雨"), NamePair("Tachibana-no", "橘野"),
    NamePair("Haruhi", "春陽"), NamePair("Seseragi", "せせらぎ"), NamePair("Onikiri-yama", "鬼切山"), NamePair("Fukujuso", "福寿草"),
    NamePair("Ginga", "銀河"), NamePair("Isonami", "磯波"), NamePair("Yamabuki", "山吹"), NamePair("Tsubame", "燕"),
    NamePair("Mizuho-ga-hara", "瑞穂ヶ原"), NamePair("Kirishio", "霧潮"), NamePair("Hanamori", "花守"), NamePair("Oboro", "朧"),
    NamePair("Suzukaze", "涼風"), NamePair("Wakaba-dai", "若葉台"), NamePair("Ryokufu", "緑風"), NamePair("Kagaribi", "篝火"),
    NamePair("Amagumo", "天雲"), NamePair("Shinonome", "東雲"), NamePair("Tamayura", "玉響"), NamePair("Hibiki", "響"),
    NamePair("Ruri", "瑠璃"), NamePair("Kohaku", "琥珀"), NamePair("Sango", "珊瑚"), NamePair("Hisui", "翡翠"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trade:
    """What a kind of vendor does: name endings, and the facts its engagements tend to have.

    `category` is a key of `engagements.categories`. `data`, `access`: likely values, the first most likely.
    """

    category: str
    endings: tuple[NamePair, ...]
    services: tuple[NamePair, ...]
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
    Trade("system_operation", (NamePair("System Service", "システムサービス"), NamePair("IT Management", "ITマネジメント")),
          (NamePair("Operation of business systems", "業務システムの運用"), NamePair("Help desk and PC support", "ヘルプデスク・PC管理"),
           NamePair("Operation of the factory network", "工場ネットワークの運用")),
          ("confidential", "highly_confidential"), ("remote_privileged", "remote_limited"), ("subcontracting",),
          (24, 48, 8), 0.35, (30, 400), 0.10, 0.62),
    Trade("software_development", (NamePair("Software", "ソフト"), NamePair("Systems Development", "システム開発")),
          (NamePair("Development of production control software", "生産管理ソフトウェアの開発"),
           NamePair("Development of the dealer website", "販売店向けサイトの開発")),
          ("confidential", "internal"), ("remote_limited", "none"), ("software_development", "subcontracting"),
          (168, 96, 336), 0.15, (15, 220), 0.11, 0.58),
    Trade("cloud_service", (NamePair("Cloud", "クラウド"), NamePair("Data Works", "データワークス")),
          (NamePair("Cloud service for design data", "設計データのクラウドサービス"), NamePair("Cloud service for orders", "受発注クラウドサービス")),
          ("highly_confidential", "confidential"), ("none", "remote_limited"), ("cloud_service", "subcontracting"),
          (8, 24, 72), 0.4, (8, 180), 0.06, 0.72),
    Trade("logistics", (NamePair("Transport", "運輸"), NamePair("Warehouse", "倉庫")),
          (NamePair("Transport and storage of products", "製品の輸送・保管"), NamePair("On-site parts delivery", "部品の構内配送")),
          ("internal", "none"), ("none", "remote_limited"), ("subcontracting",), (72, 96, 24), 0.12, (40, 900), 0.13, 0.42),
    Trade("parts_manufacturing", (NamePair("Metal Works", "金属工業"), NamePair("Precision Parts", "精密部品"), NamePair("Press", "プレス工業")),
          (NamePair("Supply of machined parts", "加工部品の供給"), NamePair("Supply of pressed parts", "プレス部品の供給"),
           NamePair("Manufacture of moulds and dies", "金型の製作")),
          ("internal", "confidential", "none"), ("none",), ("product_component",), (96, 168, 48), 0.02, (20, 1200), 0.22, 0.36),
    Trade("contract_manufacturing", (NamePair("Electronics", "電子"), NamePair("Circuit", "回路工業")),
          (NamePair("Assembly of control units", "制御ユニットの組立"), NamePair("Manufacture of circuit boards with firmware", "ファームウェア搭載基板の製造")),
          ("confidential", "internal", "highly_confidential"), ("none",), ("product_component", "software_development"), (72, 48, 168),
          0.02, (40, 1100), 0.09, 0.52),
    Trade("plant_equipment", (NamePair("Plant Engineering", "プラントエンジ"), NamePair("Maintenance", "メンテナンス")),
          (NamePair("Maintenance of production lines", "生産ラインの保守"), NamePair("Remote maintenance of line controllers", "ライン制御装置の遠隔保守")),
          ("internal", "confidential"), ("on_site", "remote_limited", "remote_privileged"), ("control_systems", "on_site_work"), (96, 24, 72),
          0.05, (12, 260), 0.10, 0.40),
    Trade("human_resources", (NamePair("Staff Service", "スタッフサービス"), NamePair("Payroll Service", "給与計算サービス")),
          (NamePair("Payroll and HR services", "給与計算・人事サービス"), NamePair("Employee health checks", "従業員の健康診断")),
          ("confidential",), ("remote_limited", "none"), ("subcontracting",), (96, 168), 0.95, (6, 90), 0.05, 0.55),
    Trade("facilities", (NamePair("Building Care", "ビル管理"), NamePair("Security Guards", "警備保障")),
          (NamePair("Building management", "建物の管理"), NamePair("Plant security guarding", "工場の警備")),
          ("none", "internal"), ("on_site",), ("on_site_work",), (168, 336), 0.06, (4, 80), 0.07, 0.38),
    Trade("professional", (NamePair("Consulting", "コンサルティング"), NamePair("Printing", "印刷")),
          (NamePair("Technical writing and translation", "技術文書の作成・翻訳"), NamePair("Quality and audit consulting", "品質・監査に関する助言")),
          ("internal", "confidential"), ("none",), (), (336, 168), 0.1, (2, 60), 0.07, 0.48),
)  # fmt: skip

STORY_CLOUD = NamePair("Amanogawa Cloud Platform", "天乃川クラウド基盤")
STORY_BACKUP = NamePair("Yoimachi Backup Vault", "宵待バックアップ")
"""Suppliers of suppliers that no group company has a contract with, and many rest on."""

PEOPLE = (
    NamePair("Aoi Tanemura", "種村 葵"), NamePair("Ren Kuroda", "黒田 蓮"), NamePair("Yui Hamasaki", "浜崎 結衣"),
    NamePair("Haruto Onodera", "小野寺 陽翔"), NamePair("Sakura Izumi", "和泉 さくら"), NamePair("Daiki Morinaga", "森永 大輝"),
    NamePair("Mei Shiraishi", "白石 芽衣"), NamePair("Sota Nakagawa", "中川 蒼太"), NamePair("Rin Hoshino", "星野 凛"),
    NamePair("Kaito Ebihara", "海老原 海斗"), NamePair("Nana Oguri", "小栗 奈々"), NamePair("Takumi Sawada", "沢田 拓海"),
    NamePair("Emi Fukazawa", "深沢 恵美"), NamePair("Yuto Kanzaki", "神崎 悠斗"), NamePair("Chihiro Arimura", "有村 千尋"),
)  # fmt: skip

COMMENTS = {
    0: (NamePair("Not started yet.", "まだ着手していません。"), NamePair("We have not considered this yet.", "これまで検討していませんでした。")),
    1: (NamePair("This is left to the employee in charge.", "担当者に任せています。"), NamePair("We do this when a customer asks.", "お客様から求められたときに対応しています。")),
    2: (NamePair("In place at head office only so far.", "現在は本社のみで実施しています。"), NamePair("Rules exist, but compliance is not checked.", "規程はありますが、確認まではできていません。")),
    3: (NamePair("The rules have been in force since last April.", "昨年4月から規程を運用しています。"), NamePair("Records are kept for three years.", "記録を3年間保管しています。")),
    4: (NamePair("Checked every six months by the quality department.", "品質管理部門が半年ごとに点検しています。"),
        NamePair("Targets are reviewed by the security committee.", "セキュリティ委員会で目標を確認しています。")),
    5: (NamePair("Improved based on last year's exercise.", "昨年の訓練の結果をもとに改善しました。"), NamePair("Audited by a third party every year.", "毎年第三者の監査を受けています。")),
}  # fmt: skip
NA_REASON = NamePair("We do not do this kind of work for you.", "この種の業務はお受けしていません。")

ASK_BACK = (
    NamePair("Please attach the rules you mention.", "記載の規程を添付してください。"),
    NamePair("Since when has this been in place, and at which sites?", "いつから、どの拠点で実施していますか。"),
    NamePair("Your comment describes a lower level. Please check the level you selected.", "コメントの内容は、選択した水準より低い状態に読めます。水準をご確認ください。"),
)  # fmt: skip
OVERRIDE = NamePair("The document covers the head office only.", "資料の対象が本社に限られているため。")
REFUSAL = NamePair(
    "You handle our data at two sites, so this applies.", "当社データを2拠点で取り扱っているため、該当します。"
)
IMPROVING = NamePair(
    "Plan received. To be reviewed at the quarterly meeting.", "是正計画を受領。四半期会議で確認予定。"
)
RISK_TAKEN = NamePair("Risk accepted by the CISO until the contract ends.", "契約終了まで、CISOがリスクを受容。")
SEEN = NamePair("Correction confirmed during the site visit.", "訪問時に是正を確認。")
