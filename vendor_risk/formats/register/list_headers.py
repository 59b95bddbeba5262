"""Headings under which people keep one list of vendors, contacts and engagements, and whose side they speak of."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


LIST_SHEETS = _words(
    "委託先台帳|委託先管理台帳|取引先台帳|業者台帳|委託先リスト|取引先リスト|vendor register|vendor inventory|"
    "third-party inventory|third party inventory|supplier register|vendor master|supplier list"
)
LIST_HEADERS: Mapping[str, tuple[str, ...]] = {
    "code": _words(
        "id|取引先コード|委託先コード|仕入先コード|業者コード|"
        "取引先番号|業者番号|vendor code|supplier code|partner code|"
        "vendor id|supplier id|partner id|vendor no|supplier no|vendor number|supplier number|third party id|コード"
    ),
    "name": _words(
        "name|company name|company|legal name|supplier|"
        "vendor|partner|supplier name|vendor name|partner name|third party|"
        "third party name|会社名|企業名|取引先名|取引先名称|仕入先名|委託先名|"
        "委託先名称|業者名|名称|法人名|商号|取引先|"
        "仕入先|委託先|業者|相手先"
    ),
    "name_en": _words("english name|name english|英文名称|英文名|英語表記|name in english"),
    "name_ja": _words("japanese name|name japanese|和名|日本語名称|和文名称|name in japanese"),
    "name_kana": _words("カナ|ふりがな|フリガナ|カナ名称|会社名カナ|取引先名カナ|kana|reading"),
    "address": _words("address|所在地|本社所在地|住所|postal address|street|location|hq address"),
    "corporate_number": _words("法人番号|法人番号13桁|corporate number"),
    "lei": _words("lei|lei code|leiコード"),
    "country": _words("country|国|国名|country code|国コード|所在国|country of registration|hq country"),
    "industry": _words("industry|業種|sector|業界|業態"),
    "employees": _words("employees|従業員数|number of employees|社員数|headcount|従業員|fte"),
    "website": _words("website|url|web|homepage|ホームページ|hp|webサイト"),
    "status": _words("取引状態|取引状況|vendor status|supplier status"),
    "notes": _words(
        "備考|notes|note|remarks|remark|comment|comments|メモ|コメント|摘要|特記事項|旧コード|旧取引先コード|old code|"
        "former code|criticality|重要度|risk rating|risk level"
    ),
    "home_company": _words("主管グループ会社|主管会社|managing company|home company|管理会社"),
    "buyer": _words(
        "担当会社|委託元|委託元会社|発注会社|発注元|グループ会社|会社|当社担当会社|group company|buyer|buying company|"
        "buying entity|legal entity|business unit|entity|subsidiary|契約会社|利用会社"
    ),
    "contact_name": _words(
        "担当者|担当者名|担当者氏名|氏名|名前|お名前|窓口|"
        "窓口担当者|連絡先氏名|先方担当者|先方担当|取引先担当者|委託先担当者|vendor contact|"
        "supplier contact|contact|contact person|contact name|vendor contact name|supplier contact name|primary contact"
    ),
    "contact_email": _words(
        "メール|メールアドレス|担当者メール|連絡先メール|担当者メールアドレス|取引先メール|先方メール|email|e-mail|mail|"
        "mail address|email address|vendor email|vendor e-mail|"
        "vendor mail|supplier email|supplier e-mail|contact email|"
        "contact e-mail|vendor contact email"
    ),
    "contact_phone": _words(
        "電話|電話番号|tel|phone|連絡先電話番号|phone number|telephone|telephone number|vendor phone|contact phone|"
        "supplier phone"
    ),
    "contact_department": _words("先方部署|連絡先部署|取引先部署|contact department|部署名|部署"),
    "contact_role": _words("役職|役割|job title|contact title|contact role|role|title"),
    "contact_language": _words("言語|language|contact language"),
    "engagement_code": _words("委託業務コード|契約番号|contract no|contract number|contract id|engagement code"),
    "engagement_status": _words("契約状態|契約状況|contract status"),
    "service": _words(
        "委託内容|業務内容|委託業務|委託業務内容|業務|業務名|件名|"
        "サービス|サービス内容|取引内容|service|services|service name|"
        "service description|description|scope|scope of work|goods services|services provided"
    ),
    "category": _words("業務区分|category|service category|カテゴリ|分類|区分|業務分類"),
    "data_class": _words(
        "取扱情報|取扱情報の区分|情報区分|機密区分|data|data class|data classification|classification|data handled|"
        "information class"
    ),
    "personal_data": _words(
        "個人情報|個人データ|個人情報取扱い|個人情報取扱|個人情報取扱い有無|個人情報取扱有無|個人情報の取扱い|個人情報有無|"
        "個人情報の有無|pii|personal data|personal information"
    ),
    "access": _words("access|アクセス|system access|接続|当社へのアクセス|システム接続"),
    "stoppage_hours": _words(
        "許容停止時間|rto|rto hours|tolerable outage|tolerable stop|max outage|recovery time objective"
    ),
    "substitutability": _words("代替可能性|代替性|substitutability|代替の難易度|ease of replacement"),
    "annual_spend": _words(
        "年間取引額|取引額|年間金額|取引金額|年間発注額|発注額|"
        "年間支払額|契約金額|spend|annual spend|yearly spend|spend p.a.|"
        "annual value|contract value|annual contract value|yearly cost|annual cost"
    ),
    "subcontracting": _words("再委託|再委託有無|再委託の有無|subcontracting|subcontractors|uses subcontractors"),
    "cloud_service": _words("クラウド|クラウド利用|cloud|cloud service|saas"),
    "on_site_work": _words("構内作業|常駐|on-site|onsite|on site work"),
    "contract_start": _words(
        "契約開始日|契約開始|開始日|契約日|取引開始日|contract start|start date|contract from|valid from"
    ),
    "contract_end": _words(
        "契約終了日|契約終了|終了日|満了日|契約満了日|契約期限|"
        "期限|contract end|end date|expiry|expiry date|contract expiry|"
        "contract until|renewal date|valid to|valid until"
    ),
    "contract_period": _words("契約期間|期間|contract period|contract term|term|更新|契約更新"),
    "owner_name": _words(
        "責任者|主管者|社内担当者|社内担当|当社担当者|当社担当|"
        "owner|business owner|owner name|contract owner|relationship owner|"
        "internal owner|our contact|buyer name|responsible"
    ),
    "owner_email": _words(
        "責任者メールアドレス|責任者メール|当社担当者メール|社内担当者メール|owner email|owner e-mail|owner mail|"
        "business owner email|our email"
    ),
    "owner_department": _words(
        "担当部署|部門|主管部署|主管部門|担当部門|所管部署|"
        "当社部署|社内部署|依頼部署|利用部署|department|owning department|"
        "owner department"
    ),
}
"""Other headings by column of the list."""

OUR_SIDE = _words("当社|自社|弊社|社内|主管|発注元|委託元|our|internal|own|buyer|we|us")
THEIR_SIDE = _words(
    "取引先|委託先|仕入先|業者|相手先|先方|取引先連絡先|"
    "連絡先|窓口|vendor|supplier|partner|contact|third party|external"
)
"""How a heading above others says whose columns stand below it."""
OF_PEOPLE = _words("contact|person|連絡先|窓口|担当者")
"""What such a heading has in it when a name below it is a person's."""
OURS: Mapping[str, str] = {
    "contact_name": "owner_name",
    "contact_email": "owner_email",
    "contact_department": "owner_department",
    "name": "buyer",
}
THEIRS: Mapping[str, str] = {
    "owner_name": "contact_name",
    "owner_email": "contact_email",
    "owner_department": "contact_department",
    "buyer": "name",
}
"""What a column means on the other side than the one its own words suggest."""
