"""What all pictures of exposure share: colours of risk and the layout they are drawn in."""

from __future__ import annotations

from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.chain.graph import Floats
from vendor_risk.heatmaps.chart import FONT, Part
from vendor_risk.heatmaps.figures import COLOURS

BANDS = (0.05, 0.1, 0.2, 0.4)
"""Upper edges of own risk, best to worst; the last band is open."""
UNKNOWN = "#ffffff"
INK, INK_2, LINE = "#16242b", "#63737c", "#d5dde1"
CLEAR: Part = {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "font": FONT}


def bands(own: Floats) -> NDArray[np.intp]:
    """The band of each own risk: 0 is the least risk."""
    found: NDArray[np.intp] = np.searchsorted(BANDS, own, side="right")
    return found


def risk_colours(own: Floats, known: NDArray[np.bool_]) -> list[str]:
    """Blue for little own risk, red for much, white for the unknown."""
    shades = [COLOURS[-1 - int(band)] for band in bands(own)]
    return [shade if sure else UNKNOWN for shade, sure in zip(shades, known.tolist(), strict=True)]


def half_widths(text: str) -> int:
    """How wide a text is written, in characters of half width: a Japanese character counts two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def in_lines(text: str, room: int) -> list[str]:
    """A name over several lines of `room` half-width characters, broken between words; words longer than a line, and
    Japanese, are broken where the line is full."""
    lines: list[str] = []
    for word in text.split():
        if lines and half_widths(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
            continue
        lines.append("")
        for character in word:
            if half_widths(lines[-1] + character) > room:
                lines.append("")
            lines[-1] += character
    return lines


def faint(colour: str, share: float = 0.45) -> str:
    """A colour let through by `share`, for areas that lie over each other."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
