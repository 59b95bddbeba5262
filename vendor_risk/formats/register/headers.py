"""Other headers and sheet names under which people keep such tables, in both languages."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


SHEETS: Mapping[str, tuple[str, ...]] = {
    "companies": _words("companies|company|会社|会社一覧|グループ会社一覧"),
    "vendors": _words(
        "partners|partner|suppliers|vendors|vendor list|取引先|委託先|仕入先|委託先一覧|取引先一覧|仕入先一覧"
    ),
    "contacts": _words("contacts|contact|担当者|連絡先一覧|担当者一覧"),
    "engagements": _words("engagements|engagement|contracts|services|契約|契約一覧|委託業務一覧"),
    "links": _words("links|supply chain|supply links|供給リンク|供給関係|再委託|再委託一覧|サプライチェーン"),
}
"""Names of sheets and files, by table."""

_ORGANIZATION = {
    "code": _words(
        "id|取引先コード|委託先コード|仕入先コード|業者コード|partner code|supplier code|vendor code|"
        "vendor id|supplier id|partner id|会社コード|company code"
    ),
    "name": _words(
        "name|company name|legal name|supplier|vendor|partner|supplier name|vendor name|"
        "partner name|会社名|企業名|取引先名|仕入先名|委託先名|名称|法人名|商号|取引先|仕入先|"
        "委託先|company"
    ),
    "name_en": _words("english name|name english|英文名称|英文名|英語表記"),
    "name_ja": _words("japanese name|name japanese|和名|日本語名称|和文名称"),
    "corporate_number": _words("法人番号13桁"),
    "lei": _words("lei code|leiコード"),
    "country": _words("国名|country code|国コード|所在国"),
    "industry": _words("sector|業界|業態"),
    "employees": _words("number of employees|社員数|headcount|従業員"),
    "website": _words("url|web|homepage|ホームページ|hp|webサイト"),
    "status": _words("状態|状況|state"),
    "name_kana": _words("カナ|ふりがな|フリガナ名|カナ名称|会社名カナ|取引先名カナ|kana|reading"),
    "address": _words("所在地|本社所在地|住所|postal address|street|location"),
    "notes": _words("note|remarks|comment|comments|メモ|コメント|摘要"),
}

_PEOPLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "companies": {
        **_ORGANIZATION,
        "parent_code": _words("parent|parent company|parent code|親会社|上位会社|上位会社コード"),
    },
    "vendors": {
        **_ORGANIZATION,
        "home_company": _words(
            "home company|owner company|looked after by|管理会社|主管会社|担当会社|主管会社コード|"
            "group company|グループ会社"
        ),
        "contact_name": _words("contact|contact person|担当者|窓口担当者|連絡先氏名|担当者氏名"),
        "contact_email": _words(
            "email|e-mail|mail|mail address|email address|contact email|contact mail|メール|"
            "メールアドレス|連絡先メール|担当者メール"
        ),
        "contact_language": _words("language|言語"),
    },
    "contacts": {
        "organization": _words(
            "organization|組織|id|取引先コード|仕入先コード|業者コード|partner code|"
            "supplier code|vendor code|vendor id|supplier id|partner id|会社コード|company code|code|"
            "コード|委託先コード|法人番号"
        ),
        "name": _words("contact|contact name|担当者|担当者名|名前"),
        "email": _words("email|e-mail|mail|メール|email address"),
        "role": _words("title|役職"),
        "department": _words("部署|所属|部署名|所属部署|dept"),
        "phone": _words("phone|tel|電話|連絡先電話番号|phone number|telephone number"),
        "primary": _words("primary|main contact|主担当"),
    },
    "engagements": {
        "code": _words("code|コード|contract no|契約番号|contract number|id"),
        "buyer": _words("buyer|委託元|委託元コード|会社コード|company code|group company|グループ会社"),
        "supplier": _words(
            "supplier|partner|partner code|vendor|委託先|委託先コード|取引先コード|仕入先コード|supplier code|"
            "vendor code|法人番号"
        ),
        "service": _words("service name|委託業務|業務|業務名|件名|サービス|description"),
        "category": _words("service category|カテゴリ|分類|区分"),
        "status": _words("状態|状況"),
        "data_class": _words("data|data class|data handled|取扱情報|情報区分|機密区分"),
        "personal_data": _words("個人情報|pii|personal information"),
        "access": _words("access|アクセス|system access|接続"),
        "stoppage_hours": _words("tolerable stop|tolerable stoppage hours|許容停止時間|rto|rto hours"),
        "substitutability": _words("substitutability|代替性|代替の難易度"),
        "annual_spend": _words("annual spend|spend|年間取引額|取引額|年間金額|annual spend jpy"),
        "tier_override": _words("tier|tier override|重要度|重要度区分"),
        "tier_override_reason": _words("tier override reason"),
        "contract_start": _words("contract start|start date|開始日|契約開始"),
        "contract_end": _words("contract end|end date|expiry|終了日|契約終了|満了日"),
        "owner_name": _words("owner name|担当者名|主管者|責任者|contract owner"),
        "owner_email": _words("owner email|owner mail|担当者メール|owner e-mail"),
    },
    "links": {
        "buyer": _words(
            "buyer|from|購入側|委託元|委託元コード|発注元|発注元コード|vendor|vendor code|partner|"
            "partner code|委託先コード|取引先コード"
        ),
        "supplier": _words(
            "supplier|to|subcontractor|subcontractor code|供給側|再委託先|再委託先コード|発注先|"
            "発注先コード|仕入先コード"
        ),
        "service": _words("業務|service name|品目"),
        "source": _words("source|情報源"),
        "weight": _words("重み"),
        "seen_on": _words("seen on|date|日付|確認日"),
    },
}
"""Headers that people use in their own lists."""

_FORMER: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "companies": {
        "name_en": _words("Name in English"),
        "name_ja": _words("Name in Japanese"),
        "website": _words("ウェブサイト"),
        "status": _words("取引状態"),
    },
    "vendors": {
        "name_en": _words("Name in English"),
        "name_ja": _words("Name in Japanese"),
        "website": _words("ウェブサイト"),
        "home_company": _words("Looked after by company code|管理会社コード"),
        "contact_email": _words("Contact mail address"),
    },
    "contacts": {
        "organization": _words("Organization code"),
        "email": _words("Mail address"),
    },
    "engagements": {
        "supplier": _words("Partner code|委託先コード"),
        "access": _words("Access to us"),
        "stoppage_hours": _words("Tolerable stop in hours"),
        "substitutability": _words("Replacing the partner"),
        "annual_spend": _words("Spend a year in yen"),
        "answer_stoppage": _words("Answer: intolerable stop"),
        "tier_override": _words("Tier set by a person"),
        "tier_override_reason": _words("Reason for that tier"),
        "contract_start": _words("Contract from"),
        "contract_end": _words("Contract until"),
        "owner_name": _words("担当者"),
        "owner_email": _words("Owner's mail address|担当者メールアドレス"),
    },
    "links": {
        "buyer": _words("Buyer code|購入側コード"),
        "supplier": _words("供給側コード"),
        "weight": _words("影響の重み"),
        "source": _words("How it is known"),
    },
}
"""The headings of our own files before they were reworded: such files are still read."""

HEADERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    table: {
        key: columns.get(key, ()) + _FORMER.get(table, {}).get(key, ())
        for key in (*columns, *(key for key in _FORMER.get(table, {}) if key not in columns))
    }
    for table, columns in _PEOPLES.items()
}
"""Headers of columns, by table and column; beside the column's key and its title in either language."""
