"""The modules of the product, as text."""

from vendor_risk import paths

ROOT = paths.PACKAGE.parent
MODULES = {
    file.relative_to(paths.PACKAGE).as_posix(): file.read_text()
    for file in sorted(paths.PACKAGE.rglob("*.py"))
    if "_shipped" not in file.parts
}
