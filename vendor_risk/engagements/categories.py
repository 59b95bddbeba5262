"""Categories of services that are bought, in both languages. The keys are stored; words may be mended."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text

OTHER = "other"

CATEGORIES: dict[str, Text] = {
    "software_development": Text("Software development", "ソフトウェア開発"),
    "system_operation": Text("IT operation and maintenance", "システム運用・保守"),
    "cloud_service": Text("Cloud service (SaaS, PaaS, IaaS)", "クラウドサービス"),
    "data_processing": Text("Data processing and back office", "データ処理・事務代行"),
    "call_center": Text("Call centre and help desk", "コールセンター・ヘルプデスク"),
    "network_telecom": Text("Network and telecommunications", "通信・ネットワーク"),
    "security_service": Text("Information security services", "情報セキュリティサービス"),
    "parts_manufacturing": Text("Parts and components", "部品・構成品の製造"),
    "contract_manufacturing": Text("Contract manufacturing", "製造委託・加工委託"),
    "materials": Text("Materials and consumables", "原材料・資材"),
    "plant_equipment": Text("Plant equipment and maintenance", "生産設備・設備保全"),
    "control_systems": Text("Control systems", "制御システム"),
    "research_testing": Text("Research, design and testing", "研究・設計・試験"),
    "logistics": Text("Logistics and warehousing", "物流・倉庫"),
    "facilities": Text("Facilities, security guarding and cleaning", "施設管理・警備・清掃"),
    "construction": Text("Construction and installation", "建設・据付"),
    "staffing": Text("Temporary staff", "人材派遣"),
    "professional": Text("Legal, audit and consulting", "法務・監査・コンサルティング"),
    "human_resources": Text("Payroll, benefits and training", "給与・福利厚生・研修"),
    "marketing": Text("Marketing, printing and mailing", "広告・印刷・発送"),
    "finance": Text("Finance, payments and insurance", "金融・決済・保険"),
    "waste_disposal": Text("Waste disposal and media destruction", "廃棄・媒体処分"),
    OTHER: Text("Other", "その他"),
}


def category_name(key: str, lang: str) -> str:
    """The name of a category for a reader of `lang`; a key that is not in the list is shown as it is."""
    text = CATEGORIES.get(key)
    return key if text is None else text.get(lang)


def category_choices(lang: str) -> list[tuple[str, str]]:
    """Keys and names, for a field that chooses one."""
    return [(key, text.get(lang)) for key, text in CATEGORIES.items()]
