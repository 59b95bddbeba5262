"""The five colours of grades: white letters stand out on each, and no two look alike to who sees no green or no red."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from vendor_risk import paths
from vendor_risk.heatmaps.figures import COLOURS

NO_GREEN = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]])
NO_RED = np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]])
"""Deuteranopia and protanopia on linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.0."""
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
APART = 20.0
"""CIE 1976 difference: about 2.3 can just be seen beside each other; cells stand apart and are small."""


def linear(colour: str) -> NDArray[np.float64]:
    """A colour as linear RGB, 0–1."""
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear RGB as CIE L*a*b*."""
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in TO_XYZ @ light / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("colour", COLOURS)
def test_white_letters_stand_out_on_every_grade(colour: str) -> None:
    luminance = float((TO_XYZ @ linear(colour))[1])
    assert 1.05 / (luminance + 0.05) >= 4.5, "WCAG 2.2, 1.4.3"


@pytest.mark.parametrize("seen", [np.eye(3), NO_GREEN, NO_RED], ids=["all colours", "no green", "no red"])
def test_no_two_grades_look_alike(seen: NDArray[np.float64]) -> None:
    looks = [lab(np.clip(seen @ linear(colour), 0, 1)) for colour in COLOURS]
    near = {pair: float(np.linalg.norm(looks[pair[0]] - looks[pair[1]])) for pair in combinations(range(5), 2)}
    assert min(near.values()) >= APART, near


def test_an_orange_and_an_olive_of_the_same_lightness_would_be_found() -> None:
    orange, olive = (lab(np.clip(NO_GREEN @ linear(colour), 0, 1)) for colour in ("#a8501a", "#7d6a14"))
    assert np.linalg.norm(orange - olive) < 3


def test_pages_and_charts_have_the_same_colours() -> None:
    style = (paths.STATIC / "app.css").read_text()
    assert tuple(re.findall(r"\.grade-[A-E] \{ background: (#\w{6}); \}", style)) == COLOURS[::-1]
