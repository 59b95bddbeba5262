"""Where the top-level folders are, in a checkout and in an installed wheel.

The wheel carries `templates/`, `questionnaires/` and `migrations/` in `vendor_risk/_shipped/`; a checkout and an
editable install have them beside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    shipped = PACKAGE / "_shipped" / name
    return shipped if shipped.is_dir() else PACKAGE.parent / name


TEMPLATES = _folder("templates")
QUESTIONNAIRES = _folder("questionnaires")
MIGRATIONS = _folder("migrations")
TRANSLATIONS = PACKAGE / "translations"
STATIC = PACKAGE / "static"
