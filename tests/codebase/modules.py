"""The modules and documents of the product, as text."""

import re

from vendor_risk import paths

ROOT = paths.PACKAGE.parent
MODULES = {
    file.relative_to(paths.PACKAGE).as_posix(): file.read_text()
    for file in sorted(paths.PACKAGE.rglob("*.py"))
    if "_shipped" not in file.parts
}
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "migrations").glob("*.md"),
]


def ending(word):
    """Modules whose name ends in this word."""
    return [name for name in MODULES if re.search(rf"(^|/)(\w+_)?{word}\.py$", name)]
