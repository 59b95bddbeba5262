"""The typeface of reports: Noto Sans CJK JP, regular and bold, from two packages that carry nothing else (OFL 1.1).

It draws Japanese, Chinese, Korean, Latin, Greek and Cyrillic alike, so a report needs no fonts of the machine it is
made on. Of its 65,000 signs only those that are used get into a file (some 100 kB); looking them up takes a second or
two for each report, which is why reports are made in the background.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_PACKAGES = {False: "noto_cjk_sans_jp_regular", True: "noto_cjk_sans_jp_bold"}


def font_file(*, bold: bool) -> Path:
    """Where the font is. FileNotFoundError when its package is broken."""
    folder = Path(str(files(_PACKAGES[bold])))
    found = next(folder.glob("*.otf"), None)
    if found is None:
        raise FileNotFoundError(f"no font in {folder}")
    return found
