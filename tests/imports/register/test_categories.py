"""The category that the words of a service speak of, and where they speak of none."""

import pytest

from vendor_risk.engagements.categories import CATEGORIES, OTHER
from vendor_risk.imports.register.cells.categories import likely_category

MEANT = {
    "software_development": (
        "ソフトウェア開発|基幹システム開発・保守|スマホアプリ開発|プログラミング|給与システム開発|"
        "Webサイト制作|Software development|Web application development|Software testing|システム構築"
    ),
    "system_operation": (
        "データセンター運用|システム運用保守|サーバ保守|社内システムの保守|パソコン保守|IT support|"
        "Managed services|Data centre|Software maintenance|バックアップ運用"
    ),
    "cloud_service": "クラウドサービス（勤怠）|クラウド|SaaS利用|Cloud hosting|ASPサービス|グループウェア",
    "data_processing": "データ入力|事務代行|データ分析|データ加工|伝票のスキャン|Data entry|Back office|BPO",
    "call_center": "コールセンター業務|ヘルプデスク|電話受付代行|Call centre|Help desk|Customer support",
    "network_telecom": "通信回線|電話回線|ネットワーク|インターネット接続|Telecommunications|Network services",
    "security_service": "セキュリティ診断|脆弱性診断|情報セキュリティ監視|SOC監視|Penetration testing|Cyber security",
    "parts_manufacturing": "電子部品|部品|プリント基板|半導体|Components|Printed circuit boards|Wire harness",
    "contract_manufacturing": (
        "金型・部品加工|製造委託|組立|めっき|プレス加工|Contract manufacturing|Machining|Die casting|金型開発"
    ),
    "materials": "原材料|樹脂|電力|事務用品|梱包材|Raw materials|Steel|Office supplies",
    "plant_equipment": "設備保守|生産設備の点検|工作機械|印刷機の修理|設備保全|Equipment maintenance|Machine repair",
    "control_systems": "制御盤|制御システム|計装|PLC保守|SCADA|Control systems",
    "research_testing": "検査|計測器校正|耐久試験|製品設計|環境調査|Calibration|Product inspection|Laboratory testing",
    "logistics": "配送業務|輸送|倉庫|国際物流|通関|Freight|Warehousing|Customs clearance",
    "facilities": "警備|清掃|ビル管理|事務所清掃|空調設備の点検|Cleaning|Security guards|Catering|社員食堂",
    "construction": "電気工事|建設|建築設計|据付|解体工事|Construction|Installation of machines|Painting",
    "staffing": "人材派遣|派遣社員|人材紹介|Temporary staff|Staffing|Recruitment",
    "professional": "法律顧問|法律事務所|会計監査|税務相談|ITコンサルティング|Legal|Statutory audit|Tax advice",
    "human_resources": "給与計算|社会保険手続|健康診断|新人研修|通信教育|人材育成|Payroll|Training",
    "marketing": "印刷・発送|販促企画|広告|市場調査|プレスリリース配信|通信販売の企画|Printing|Advertising|Mailing",
    "finance": "決済代行|損害保険|車両リース|銀行取引|Insurance|Payment services|Factoring",
    "waste_disposal": (
        "産業廃棄物処理|廃棄物の収集運搬|データ消去|機密文書処理|Waste disposal|Recycling|Data destruction"
    ),
}


@pytest.mark.parametrize(("key", "service"), [(key, one) for key, text in MEANT.items() for one in text.split("|")])
def test_a_service_is_proposed_the_category_that_its_words_mean(key, service):
    assert likely_category(service) == key


def test_every_category_but_other_is_known_by_words():
    assert set(MEANT) == set(CATEGORIES) - {OTHER}


@pytest.mark.parametrize(
    "service",
    [
        "翻訳",
        "通訳",
        "Translation",
        "開発",
        "保守",
        "Maintenance",
        "調査",
        "各種業務",
        "その他",
        "Services",
        "ウォーターサーバー",
        "事業開発",
        "Business development",
        "ソフトウェアライセンス",
        "Software licences",
        "Taxi",
        "Asphalt",
        "Miscellaneous",
        "会費",
    ],
)
def test_words_of_several_trades_or_none_are_no_category(service):
    assert likely_category(service) is None
