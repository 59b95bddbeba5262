"""What the application is put together from: each feature says in its own `feature.py` what it brings along.

Features stand above this and hand their `FEATURE` up; `app.py` names them. Whatever needs a list of all tables, menu
entries or audit words asks here and knows no feature by name.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from flask import Blueprint, Flask

from vendor_risk.config import Config
from vendor_risk.database import Base, chain_version
from vendor_risk.figures.figure import FigureWords
from vendor_risk.i18n import Lazy
from vendor_risk.navigation import MenuEntry

Column = tuple[type[Base], str]
"""A table and the name of one of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature as the application sees it. Importing its `feature.py` loads its pages, panels, filters and jobs."""

    name: str
    """The folder, the blueprint, the first part of endpoints and of audit actions."""
    blueprint: Blueprint | None = None
    tables: tuple[ModuleType, ...] = ()
    """The modules its tables are defined in."""
    menu: tuple[MenuEntry, ...] = ()
    audit_actions: Mapping[str, Lazy] = field(default_factory=dict)
    """What the audit log's page calls the actions it records."""
    audit_objects: Mapping[str, Lazy] = field(default_factory=dict)
    moves: tuple[Column, ...] = ()
    """Columns naming an organization whose rows move when two records are merged."""
    stays: frozenset[str] = frozenset()
    """Columns ("table.column") naming an organization that are left as they are: derived, history, or of companies."""
    figures: tuple[FigureWords, ...] = ()
    """The numbers its pages show, each defined once."""
    init: tuple[Callable[[Flask, Config], None], ...] = ()
    """What it attaches to the application before its pages."""


_loaded: list[Feature] = []


def load(names: Sequence[str]) -> tuple[Feature, ...]:
    """Import these features and make them the application's."""
    found: list[Feature] = [importlib.import_module(f"vendor_risk.{name}.feature").FEATURE for name in names]
    _loaded[:] = found
    return tuple(found)


def table_modules() -> tuple[ModuleType, ...]:
    """Every module that defines tables."""
    return (chain_version, *(module for feature in _loaded for module in feature.tables))


def menu() -> list[MenuEntry]:
    """The menu in its order."""
    entries = (entry for feature in _loaded for entry in feature.menu)
    return sorted(entries, key=lambda entry: entry.place)


def figures() -> dict[str, FigureWords]:
    """Every figure that is shown anywhere, by key. ValueError when two have the same key."""
    found: dict[str, FigureWords] = {}
    for feature in _loaded:
        for figure in feature.figures:
            if found.setdefault(figure.key, figure) is not figure:
                raise ValueError(f"two figures are called {figure.key}")
    return found


def audit_actions() -> dict[str, Lazy]:
    """What people read for each action of the audit log."""
    return {action: words for feature in _loaded for action, words in feature.audit_actions.items()}


def audit_objects() -> dict[str, Lazy]:
    """What people read for each kind of object of the audit log."""
    return {kind: words for feature in _loaded for kind, words in feature.audit_objects.items()}


def moves() -> tuple[Column, ...]:
    """Every column whose rows move from one organization to another when two records are merged."""
    return tuple(column for feature in _loaded for column in feature.moves)


def stays() -> frozenset[str]:
    """Every column that names an organization and does not move."""
    return frozenset(column for feature in _loaded for column in feature.stays)
