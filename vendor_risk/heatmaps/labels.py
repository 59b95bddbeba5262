"""Short names of the sections of our own questionnaires, for column heads where the whole title has no room."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Questionnaire, Text

_CUT = {"en": 14, "ja": 8}
"""Signs after which the title of a section without a short name is cut."""

SHORT: dict[str, dict[str, Text]] = {
    "meti-csmg-3": {
        "D1": Text("Policy", "方針"),
        "D2": Text("Structure", "管理体制"),
        "D3": Text("Resources", "資源確保"),
        "D4": Text("Risk plan", "リスク計画"),
        "D5": Text("Protection", "防御の仕組み"),
        "D6": Text("Improvement", "継続的改善"),
        "D7": Text("Emergency", "緊急対応"),
        "D8": Text("Recovery", "事業継続"),
        "D9": Text("Supply chain", "取引先管理"),
        "D10": Text("Sharing", "情報共有"),
    },
    "outsourcing": {
        "S01": Text("Policy", "方針・体制"),
        "S02": Text("Planning", "委託計画"),
        "S03": Text("Selection", "選定"),
        "S04": Text("Contract", "契約"),
        "S05": Text("Onboarding", "開始・受入れ"),
        "S06": Text("Subcontracts", "再委託"),
        "S07": Text("Monitoring", "運用・監視"),
        "S08": Text("Incidents", "インシデント"),
        "S09": Text("Improvement", "点検・改善"),
        "S10": Text("Change, exit", "変更・終了"),
    },
    "outsourcing-vendor": {
        "S01": Text("Rules", "ルール"),
        "S02": Text("Before work", "受託前"),
        "S03": Text("Capability", "実力の提示"),
        "S04": Text("Contract", "契約"),
        "S05": Text("People", "人と機器"),
        "S06": Text("Subcontracts", "再委託"),
        "S07": Text("Operation", "日々の運用"),
        "S08": Text("Incidents", "インシデント"),
        "S09": Text("Checks", "点検・改善"),
        "S10": Text("Change, exit", "変更・終了"),
    },
}


def short_titles(questionnaire: Questionnaire, lang: str) -> list[str]:
    """A short name for each section, in their order; the beginning of its title where it has none."""
    known = SHORT.get(questionnaire.key, {})
    return [
        known[section.id].get(lang) if section.id in known else _cut(section.title.get(lang), lang)
        for section in questionnaire.sections
    ]


def _cut(title: str, lang: str) -> str:
    longest = _CUT[lang]
    return title if len(title) <= longest else title[: longest - 1] + "…"
