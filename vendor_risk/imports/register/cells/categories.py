"""Which category of service the words of a list most likely mean: proposed, and said in the preview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from vendor_risk.engagements.categories import CATEGORIES
from vendor_risk.organizations.names import fold, squeeze

_WORDS: Mapping[str, str] = {
    "human_resources": "給与|社会保険|労務|福利厚生|研修|健康診断|健診|payroll|benefits|training|人事",
    "call_center": "コールセンター|ヘルプデスク|call cent|help ?desk|contact cent|カスタマーサポート",
    "waste_disposal": "廃棄|産廃|リサイクル|データ消去|waste|recycl|disposal|shredding",
    "security_service": "セキュリティ監視|脆弱性|soc運用|情報セキュリティ|penetration|security operation|cyber|mdr",
    "cloud_service": "クラウド|saas|paas|iaas|cloud|ホスティング|hosting|asp",
    "system_operation": "データセンター|システム運用|運用保守|運用・保守|サーバ|保守運用|it support|it service|"
                        "managed service|data cent|システム保守|バックアップ|maintenance of it|it operation",
    "software_development": "開発|ソフトウェア|アプリ|software|development|programming|システム構築|プログラム",
    "network_telecom": "通信|回線|ネットワーク|telecom|network|電話回線",
    "control_systems": "制御|plc|scada|control system",
    "logistics": "配送|輸送|運送|物流|倉庫|freight|logistic|shipping|warehous|transport|courier|通関",
    "marketing": "印刷|販促|広告|発送|翻訳|print|marketing|advertis|mailing|promotion|デザイン",
    "facilities": "警備|清掃|ビル|施設|クリーニング|cleaning|guard|janitor|facilit|受付|給食|食堂|catering",
    "construction": "工事|建設|塗装|据付|construction|installation|設計施工",
    "staffing": "派遣|staffing|temporary staff|人材",
    "professional": "法律|法務|監査|税務|コンサル|顧問|会計|legal|audit|consult|lawyer|attorney|accounting|tax",
    "research_testing": "検査|校正|試験|分析|計測|調査|研究|測定|inspection|calibration|testing|research|laborator",
    "plant_equipment": "設備保守|設備|保全|点検|maintenance|equipment|修理",
    "contract_manufacturing": "加工|製造委託|組立|金型|contract manufactur|machining|assembly|めっき|鋳造|プレス",
    "parts_manufacturing": "部品|電子部品|component|parts",
    "materials": "原材料|資材|材料|樹脂|燃料|電力|ガス|material|supplies|consumable|steel",
    "finance": "決済|保険|金融|リース|payment|insurance|bank|leasing|factoring",
    "data_processing": "データ入力|事務代行|事務|bpo|data entry|back office|processing|スキャン",
}  # fmt: skip
"""The first that fits wins: what tells most stands before what tells less."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, re.compile("|".join(squeeze(w) if not w.isascii() else rf"\b{w}" for w in text.split("|"))))
                 for key, text in _WORDS.items())  # fmt: skip


@cache
def likely_category(service: str) -> str | None:
    """The key of the category that the words of a service speak of; None when they speak of none."""
    text, tight = fold(service), squeeze(service)
    for key, pattern in _patterns():
        if key in CATEGORIES and (pattern.search(text) or pattern.search(tight)):
            return key
    return None
