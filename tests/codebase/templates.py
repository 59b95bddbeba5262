"""The templates and the code, as text."""

from vendor_risk import paths

TEMPLATES = {
    file.relative_to(paths.TEMPLATES).as_posix(): file.read_text()
    for file in sorted(paths.TEMPLATES.rglob("*"))
    if file.is_file()
}
CODE = {file: file.read_text() for file in sorted(paths.PACKAGE.rglob("*.py"))}
