"""Texts in an answer's place that answer nothing: prompts to choose, choices that nobody made, two choices at once.

Used for everybody's workbooks and for our own.
"""

from __future__ import annotations

import re
import unicodedata

EMPTY_BOXES, FILLED_BOXES = "□☐❑❏◻", "■☑☒✔✅▣◼"
_BOX = re.compile(f"([{EMPTY_BOXES}{FILLED_BOXES}])")
_LONGEST = 60
_PROMPT = re.compile(
    r"(?:please )?(?:select|choose|pick|click to (?:select|choose))(?: (?:an?|one|your|the|from|here)\b.{0,30})?"
    r"|(?:your )?answer here"
    r"|(?:リスト|プルダウン|一覧)?(?:から|より)?(?:選択|お選び|選んで)(?:して|を)?(?:ください|下さい|する)?"
)
_DITTO_MARKS = frozenset({"〃", "々", "″", '"', "''", "↑", "同"})
_BACK = re.compile(
    r"(?:(?:the )?same (?:answer )?(?:as|like) |(?:please )?(?:see|refer to|cf\.?) (?:the )?"
    r"|as (?:in |for )?(?:the )?)?"
    r"(?:answer |response |stated |mentioned |described |noted )?"
    r"(?:above|(?:in |to )?(?:the )?previous (?:answer|question|row|one)"
    r"|(?:the )?(?:answer|row|question|one) (?:above|before))(?: answer| row| question)?"
    r"|(?:as|same as|see|refer to) (?:answer |question |response |row |to )*(?:no\.? ?)?"
    r"[a-z]{0,4}[-. ]?\d{1,3}(?:[.-]\d{1,3}){0,3}"
    r"|(?:the )?same(?: again| as before)?|as before|ditto|idem|dto|s\. ?o|siehe oben|wie oben"
    r"|同上(?:です)?|同左|同前|同じ(?:です)?|同様(?:です)?"
    r"|(?:上記|前述|前項|上|左記?)(?:の|に|と)?(?:とおり|通り|同じ|同様|参照)(?:です)?"
    r"|(?:上記|前項|前問)(?:の回答)?(?:を|と|に)?(?:参照|同様|同じ|準じる)(?:ください|してください|のこと|です)?"
)
_AROUND = re.compile(r"^[\W_]{1,60}|[\W_]{1,60}$")
_BETWEEN = re.compile(r"\s?(?:[/・|]|(?<![a-z])or(?![a-z])|または|又は|もしくは)\s?")
_NOT_APPLICABLE = re.compile(r"(?<![a-z])n/a(?![a-z])")
_NA_KEPT = "\ue000"
_OPPOSITES = tuple(map(set, ("有無", "適否", "済未", ("可", "不可"), ("要", "不要"), ("該当", "非該当"), "○×", "yn")))


def is_prompt(text: str) -> bool:
    """Whether a text only asks to choose or to answer ("-- select --", "▼選択してください", "<answer here>")."""
    if not 1 < len(text) <= _LONGEST:
        return False
    bare = _AROUND.sub("", unicodedata.normalize("NFKC", text).casefold())
    return bool(bare) and _PROMPT.fullmatch(" ".join(bare.split())) is not None


def refers_back(text: str) -> bool:
    """Whether a text says nothing but that an answer elsewhere counts here too ("as above", 同上, "see Q3", 〃)."""
    if not 0 < len(text) <= _LONGEST:
        return False
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded in _DITTO_MARKS or _BACK.fullmatch(_AROUND.sub("", folded)) is not None


def alternatives(text: str) -> list[str]:
    """What a short text names side by side, folded ("[Yes / No / N/A]" names three things); [] for one thing alone.

    A level with a name in two languages has parts too: whether they mean the same is for the caller to say.
    """
    if len(text) > _LONGEST:
        return []
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    bare = folded.strip("()[]<>「」 ")
    parts = [part.replace(_NA_KEPT, "n/a") for part in _BETWEEN.split(_NOT_APPLICABLE.sub(_NA_KEPT, bare))]
    return parts if len(parts) > 1 and all(parts) else []


def are_opposites(parts: list[str]) -> bool:
    """Whether two words are a pair of which one is to be chosen ("有" and "無")."""
    return len(parts) == 2 and set(parts) in _OPPOSITES


def ticked_boxes(text: str) -> list[str] | None:
    """What stands behind the boxes that are ticked, in order; None for a text that does not begin with a box."""
    pieces = _BOX.split(text)
    if pieces[0].strip() or len(pieces) < 2:
        return None
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    return [label.strip(" \u3000/／,、・\n") for box, label in pairs if box in FILLED_BOXES]


def has_only_empty_boxes(text: str) -> bool:
    """Whether a text shows boxes to tick and none of them is ticked."""
    return any(box in text for box in EMPTY_BOXES) and not any(box in text for box in FILLED_BOXES)
