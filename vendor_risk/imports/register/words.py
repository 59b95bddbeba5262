"""The words of register imports: what can be chosen in a cell, and what is wrong with a row and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from vendor_risk.domain.questionnaires import Text, Tier
from vendor_risk.engagements import tiering
from vendor_risk.engagements.categories import CATEGORIES, OTHER
from vendor_risk.formats.register.lists import read_table_of
from vendor_risk.formats.register.workbook import Vocabularies, title_of
from vendor_risk.organizations.names import squeeze


def _(message: str) -> str:
    """Marks a message id for the catalogue; the reader's language is chosen when it is shown."""
    return message


SENTENCES: Mapping[str, str] = {
    "missing": _("“%(header)s” is blank. Enter a value."),
    "too_long": _("The text is longer than %(limit)s characters. Shorten it."),
    "not_whole": _("“%(value)s” is not a whole number. Enter digits only."),
    "not_share": _("“%(value)s” is not a valid share. Enter a number from 0 to 1, or a percentage such as 80%%."),
    "not_date": _("“%(value)s” is not a valid date. Use the format 2026-04-01."),
    "not_choice": _("“%(value)s” is not in the list. Select one of: %(choices)s."),
    "not_country": _("“%(value)s” is not a recognised country. Enter a country code, such as JP, or a country name."),
    "not_email": _("“%(value)s” is not a valid email address. Use the format name@company.example."),
    "not_web": _("“%(value)s” is not a valid web address. It must start with https:// or http://."),
    "not_corporate_number": _(
        "“%(value)s” is not a valid corporate number: it must have 13 digits and a matching check digit. Check "
        "the number."
    ),
    "not_lei": _(
        "“%(value)s” is not a valid LEI: it must have 20 characters and matching check digits. Check the code."
    ),
    "error_cell": _("The cell contains an error (%(value)s). Replace the formula with the correct value."),
    "no_column": _("The sheet has no column for “%(header)s”. Add one, or select the column that contains it."),
    "twice": _("Two columns are mapped to “%(header)s”. Keep one and exclude the other."),
    "double": _("“%(value)s” is already in row %(other)s of sheet “%(sheet)s”. Keep only one of the two rows."),
    "no_key": _("The row has no code or corporate number. Enter one of them."),
    "no_code": _("The row has no code. Enter one, or select “New vendor” to have a code assigned."),
    "unknown_company": _(
        "“%(value)s” is not a group company in this file or the register. Correct it, or add the company."
    ),
    "unknown_organization": _(
        "“%(value)s” is not in this file or among the organisations you can view. Correct it, or add the organisation."
    ),
    "is_vendor": _("“%(value)s” is a vendor. Enter a group company here."),
    "is_company": _("“%(value)s” is a group company, not a vendor. Move the row to the group companies sheet."),
    "outside": _(
        "You do not have permission to add or change records of “%(value)s”. Ask the group company responsible for "
        "them."
    ),
    "company_rights": _(
        "Only administrators can add or change group companies. Remove the row, or ask an administrator."
    ),
    "no_parent": _("The row has no parent company. Enter the parent company’s code."),
    "circle": _("The group structure contains a loop: %(names)s. Correct the parent of one of these companies."),
    "number_elsewhere": _(
        "The corporate number %(value)s belongs to “%(owner)s”. Use that organisation’s code, or correct the number."
    ),
    "taken": _("“%(value)s” belongs to an organisation you cannot view. Contact your group’s procurement team."),
    "no_home": _(
        "This vendor has no managing company. Enter one in this column, or select one for all rows where it is missing."
    ),
    "no_owner": _("This engagement has no owner. Enter an owner."),
    "other_parties": _(
        "The code “%(value)s” is already used for an engagement between other organisations. Use a different code."
    ),
    "engagement_taken": _(
        "The code “%(value)s” is already used for another company’s engagement. Use a different code."
    ),
    "itself": _("“%(value)s” cannot be its own supplier. Correct one of the two codes."),
    "dates": _("The contract end date is before the start date. Correct one of the dates."),
    "no_reason": _("A manually assigned tier needs a reason. Enter the reason, or leave the tier blank."),
    "two_primary": _("“%(value)s” has more than one contact set to receive questionnaires. Keep “yes” for only one."),
    "contract_link": _(
        "Contractual relationships are created from engagements. Add an engagement instead, or select another source."
    ),
    "doubtful_number": _(
        "“%(value)s” can be read in two ways: the separator may mark thousands or decimals. Select which "
        "applies to this column."
    ),
    "doubtful_date": _(
        "“%(value)s” can be read in two ways: the day or the month may come first. Select which applies to this column."
    ),
    "two_companies": _("“%(value)s” matches %(number)s group companies. Select the right one."),
    "look_alike": _(
        "This row may be the same vendor as “%(other)s” (%(code)s). Select whether it is that vendor or a new one."
    ),
    "no_code_alike": _(
        "The row has no code and may be the same vendor as “%(other)s” (%(code)s). Select whether it is that "
        "vendor or a new one. A new vendor will be assigned a code."
    ),
    "alike_in_file": _(
        "This row may be the same vendor as “%(other)s” (%(code)s) in this file. Both will be added unless you "
        "select that they are the same."
    ),
    "nearly_alike": _(
        "The name differs from “%(other)s” (%(code)s) by one character. The row will be added as a "
        "new vendor unless you select that vendor."
    ),
    "company_alike": _(
        "The group company “%(other)s” (%(code)s) has the same name. If this row is a vendor "
        "outside the group, select “New vendor”."
    ),
    "double_name": _(
        "“%(value)s” is already in row %(other)s of sheet “%(sheet)s”, with the name “%(name)s”. Correct one of "
        "the two rows."
    ),
    "no_mail": _("“%(value)s” has no email address, so the contact cannot be added yet. Enter the address."),
    "no_service": _("The row does not state a service, so the engagement cannot be added yet. Enter the service."),
    "people_differ": _(
        "The names (%(names)s) and the email addresses (%(mails)s) differ in number. Enter one email address for "
        "each name, in the same order."
    ),
    "held_back": _("You put this row on hold. %(reason)s"),
    "corrected": _("Corrected to “%(read)s”. Text in the file: “%(value)s”."),
    "taken_without": _("The row is imported without “%(value)s”. Any value already in the register stays as it is."),
    "legend": _("“%(value)s” was read as “%(meaning)s”, as explained in the sheet."),
    "waits": _("This row depends on a row on hold and will be imported together with that row."),
    "read_blank": _("“%(value)s” was treated as blank."),
    "code_width": _("“%(value)s” was read as “%(read)s”."),
    "lines_joined": _("The lines in this cell were joined: “%(value)s”."),
    "about": _("“%(value)s” is an approximate figure. The figure given was used."),
    "at_most": _("“%(value)s” is an upper limit. The limit was used as the value."),
    "at_least": _("“%(value)s” is a lower limit. The limit was used as the value."),
    "other_unit": _(
        "“%(value)s” includes a unit other than “%(unit)s”, the unit in the heading. The unit in the cell was used."
    ),
    "no_rate": _(
        "“%(value)s” is in %(currency)s. Enter the exchange rate to yen. Until then, the annual "
        "spend is recorded as not known."
    ),
    "converted": _("“%(value)s” was converted at a rate of 1 %(currency)s = %(rate)s yen."),
    "month_only": _("“%(value)s” gives only a month, so it was read as %(date)s."),
    "renews": _("“%(value)s” indicates that the contract renews or has no fixed end, so the end date is left blank."),
    "term_only": _(
        "“%(value)s” is a duration, not a date, so the end date is left blank. Check the contract "
        "and enter the end date."
    ),
    "period": _("The period was read as %(start)s to %(end)s."),
    "period_unread": _("“%(value)s” was not recognised as a contract period, so it was ignored."),
    "word_meant": _("“%(value)s” was read as “%(meaning)s”."),
    "dash": _(
        "“%(value)s” could mean “no” or “not stated”, because this column also contains a word for “no”. It is "
        "recorded as not known."
    ),
    "partly": _("“%(value)s” was read as “yes”."),
    "company_by_name": _("“%(value)s” was matched to the group company %(code)s."),
    "company_proposed": _(
        "The list does not name the buyer, so the group company %(value)s was used. Select another "
        "company if this is wrong."
    ),
    "same_as": _("Matched to the vendor %(value)s, as you selected."),
    "again": _(
        "“%(value)s” is also in row %(other)s. Both rows are treated as the same vendor, each with its own engagement."
    ),
    "kept_first": _("“%(value)s” differs from “%(kept)s” in row %(other)s. The value in row %(other)s was kept."),
    "contact_again": _("%(value)s is also in row %(other)s. The contact is added only once."),
    "contact_shared": _("%(value)s is also a contact of %(other)s and is registered as a contact of both."),
    "known_by_name": _("The list has no codes, so the row was matched by name to the vendor %(value)s."),
    "code_given": _("The row has no code, so the vendor is given the code %(value)s."),
    "people_parted": _("The cell contains %(number)s contacts. Each is added separately."),
    "owner_joined": _("The department and name were combined as the owner: “%(value)s”."),
    "owner_is_department": _("The department “%(value)s” was used as the owner."),
    "owner_missing": _("The row does not state an owner, so the engagement is added without one."),
    "country_from_address": _("The country was taken from the address: %(country)s."),
    "maybe_ended": _(
        "The notes say “%(value)s”, but the vendor is imported as active. If you no longer work with the vendor, "
        "set its status to “Ended”."
    ),
    "language_english": _(
        "Emails to this contact will be in English, because the names of the vendor and the contact are not in "
        "Japanese."
    ),
    "category_proposed": _("The category “%(category)s” was derived from the service “%(value)s”."),
    "category_unsure": _(
        "“%(value)s” does not say which category the service belongs to, so “%(category)s” was used. Set the category "
        "on the engagement’s page."
    ),
}


_MARKS = {"unknown": Text("unknown", "不明"), "yes": Text("yes", "はい"), "no": Text("no", "いいえ")}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row, or was assumed of it: where (sheet, row from 1, column letter and header), and the words
    for it. `key`: the field it is about, "" for the row.
    """

    sheet: str
    row: int
    column: str
    header: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    table: str = ""
    """The table its sheet is read as."""
    spot: str = ""
    """The field of the sheet that a correction goes to (`corrections.fixes`); "" for the row."""

    @property
    def cell(self) -> str:
        """The address of its cell, or of its row when it is about that."""
        return f"{self.column}{self.row}"

    @property
    def row_about(self) -> bool:
        """Whether it is about a row, and not about a whole sheet."""
        return self.code not in ("no_column", "twice")

    def message(self, gettext: Callable[[str], str] = str, lang: str = "en") -> str:
        """The sentence in the reader's language: `gettext` translates it, `lang` is for the words of lists."""
        params = {"header": self.header or self._title(lang), **self.params}
        params["value"] = params.get(f"value_{lang}", params.get("value", ""))
        if self.code == "not_choice":
            params["choices"] = choice_list(params["choices"], lang)
        if self.code == "word_meant":
            meant = vocabularies()[params["vocabulary"]].get(params["key"])
            params["meaning"] = meant.get(lang) if meant else {"ja": "個人データ", "en": "personal data"}[lang]
        if self.code in ("category_proposed", "category_unsure"):
            category = CATEGORIES.get(params.get("category", OTHER))
            params["category"] = category.get(lang) if category else params["category"]
        if self.code == "legend" and (mark := _MARKS.get(self.params.get("mark", ""))):
            params["meaning"] = mark.get(lang)
        return gettext(SENTENCES[self.code]) % params

    def _title(self, lang: str) -> str:
        """The title of its field, where the sheet has no column for it."""
        columns = read_table_of(self.table).columns if self.table else ()
        key = self.spot.partition("@")[0]
        return next((column.title.get(lang) for column in columns if column.key == key), "")


@cache
def vocabularies() -> Vocabularies:
    """The words that can be chosen, by vocabulary and key."""
    rules = tiering.rules()

    def of(source: str) -> dict[str, Text]:
        return {key.split(".", 1)[1]: text for key, text in rules.names.items() if key.startswith(f"{source}.")}

    return {
        "flag": {"yes": Text("Yes", "はい"), "no": Text("No", "いいえ")},
        "language": {"ja": Text("Japanese", "日本語"), "en": Text("English", "英語")},
        "organization_status": {"active": Text("Active", "取引中"), "ended": Text("Ended", "終了")},
        "company_status": {
            "active": Text("In the group", "グループ内"),
            "ended": Text("No longer in the group", "グループ外"),
        },
        "engagement_status": {
            "planned": Text("Planned", "予定"),
            "active": Text("Ongoing", "実施中"),
            "ended": Text("Ended", "終了"),
        },
        "category": CATEGORIES,
        "data_class": of("confidential_data"),
        "access": of("access"),
        "substitutability": of("substitutability"),
        "tier": {tier.value: Text(f"{tier} {w.title.en}", f"{tier} {w.title.ja}") for tier, w in rules.tiers.items()},
        "link_source": {
            "declared": Text("Declared by the customer", "発注元の申告"),
            "found": Text("Found by research", "調査による把握"),
        },
    }


_ALSO: Mapping[str, Mapping[str, str]] = {
    "flag": {
        "yes": "y|true|1|○|〇|◯|有|あり|該当|有り|✓|✔|はい|一部有|一部あり|一部有り|一部|partly|partial|△",
        "no": "n|false|0|×|✕|無|なし|非該当|無し|-|ー|いいえ",
    },
    "language": {"ja": "jp|jpn|和文", "en": "eng|英文"},
    "organization_status": {"active": "有効|継続|running", "ended": "停止|終了済|inactive|取引終了"},
    "company_status": {"active": "取引中|有効|継続|running", "ended": "終了|停止|終了済|inactive|取引終了"},
    "engagement_status": {
        "active": "active|running|有効|継続|契約中",
        "ended": "終了済|満了|解約",
        "planned": "計画|契約前",
    },
    "tier": {tier.value: f"{tier.value}|{tier.value[1]}" for tier in Tier},
    "category": {
        "network_telecom": "network and telecommunication",
        "security_service": "information security service",
        "plant_equipment": "plant equipment and its maintenance",
        "facilities": "facilities, guarding and cleaning",
        "finance": "finance, payment and insurance",
        "waste_disposal": "waste disposal and erasure of media",
    },
    "link_source": {
        "declared": "申告|declared|self-declared|declared by the buyer|購入側の申告",
        "found": "調査|found|research",
    },
}
PARTLY = frozenset(map(squeeze, ("一部有", "一部あり", "一部有り", "一部", "partly", "partial", "△")))
"""Words that say yes for a part: read as yes, and said."""


class MeantWord(NamedTuple):
    """What a word stands for that is none of ours: the key ("" for none), and what else it says."""

    key: str
    also: Mapping[str, bool] = {}


MEANT: Mapping[str, Mapping[str, MeantWord]] = {
    "data_class": {
        squeeze(word): MeantWord(key, also)
        for key, also, text in (
            ("none", {}, "public|公開|open|公開情報|non-confidential"),
            ("internal", {}, "internal use only|internal only|社内限|社外秘"),
            ("confidential", {}, "秘|部外秘|機密情報|sensitive"),
            (
                "highly_confidential",
                {},
                "restricted|secret|strictly confidential|top secret|極秘|highly restricted|最高機密",
            ),
            ("", {"personal_data": True}, "pii|personal data|personal information|個人情報|個人データ"),
        )
        for word in text.split("|")
    },
    "access": {
        squeeze(word): MeantWord(key)
        for key, text in (
            ("on_site", "onsite|on-site|構内|常駐"),
            ("remote_privileged", "admin|administrator|privileged|管理者権限|特権"),
        )
        for word in text.split("|")
    },
}
"""Words of other people's scales and what they most likely stand for: taken so, and said."""
CONTRACT_WORDS = frozenset(map(squeeze, ("contract", "契約", "by contract")))
"""Ways to say that a link comes from a contract: understood, to say that such rows belong elsewhere."""


@cache
def choices() -> Mapping[str, Mapping[str, str]]:
    """By vocabulary: the key for every folded word it goes by (key, either language, both as our files show them)."""
    found: dict[str, dict[str, str]] = {}
    for name, words in vocabularies().items():
        table = found[name] = {}
        for key, text in words.items():
            also = _ALSO.get(name, {}).get(key, "").split("|")
            for word in (key, text.en, text.ja, title_of(text), *also):
                if word:
                    table.setdefault(squeeze(word), key)
    return found


def choice_list(name: str, lang: str, most: int = 12) -> str:
    """The words of a vocabulary in one language, for a sentence."""
    words = [text.get(lang) for text in vocabularies()[name].values()]
    between, rest = ("、", "、ほか") if lang == "ja" else (", ", " …")
    return between.join(words[:most]) + (rest if len(words) > most else "")
