"""How the formats write values: escaped characters, dates as day numbers, lengths of time. One rule for all readers."""

from __future__ import annotations

import datetime
import re

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_A_DATE = re.compile(r'"[^"]{0,255}"|\\.|_.|\*.|\[(?!h{1,9}\]|m{1,9}\]|s{1,9}\])[^\]]{0,80}\]', re.IGNORECASE)
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_FROM_1900 = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
_FROM_1904 = datetime.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_466  # 31 December 9999


def unescaped(text: str) -> str:
    """The text without the format's escapes ("_x000D_"), with plain line ends and without NUL."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def kind_of_format(code: str | None, number: str) -> str:
    """ "date", "duration" or "" for a number format (ECMA-376 part 1, 18.8.30 and 18.8.31)."""
    if code is None:
        return "duration" if number == "46" else "date" if number.isdigit() and int(number) in _BUILT_IN_DATES else ""
    bare = _NOT_A_DATE.sub("", code.split(";")[0]).lower().replace("general", "")
    if re.search(r"\[(?:h+|m+|s+)\]", bare):
        return "duration"
    return "date" if re.search("[dmyhsg]|^e|[^0#?.]e", bare) else ""


def is_percent(code: str | None, number: str) -> bool:
    """Whether a number format shows shares in percent (0.45 as 45%)."""
    return number in ("9", "10") if code is None else "%" in _NOT_A_DATE.sub("", code.split(";")[0])


def as_date(number: float, kind: str, from_1904: bool) -> str | None:
    """A day number as ISO text, a length of time as hours, minutes, seconds; None beyond the calendar."""
    if kind == "duration":
        return duration(datetime.timedelta(days=number)) if abs(number) < _LAST_DAY else None
    if not 0 <= number < _LAST_DAY - (1462 if from_1904 else 0):
        return None
    if number < 1:
        return duration(datetime.timedelta(days=number))
    if number < 60 and not from_1904:
        number += 1  # day 60 is a 29 February 1900 that there never was
    return iso((_FROM_1904 if from_1904 else _FROM_1900) + datetime.timedelta(seconds=round(number * 86_400)))


def duration(length: datetime.timedelta) -> str:
    """A length of time as the spreadsheet shows it: hours (also more than 24), minutes, seconds."""
    seconds = round(length.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def iso(value: object) -> str:
    """Dates and times as ISO text, a whole day without its midnight; lengths of time as shown."""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return duration(value) if isinstance(value, datetime.timedelta) else str(value)
