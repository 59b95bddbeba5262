"""The table of who may use which address, made from the running application.

`python -m tests.codebase.access` writes it to `docs/access.md`; a test holds the file and the behaviour to it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Flask

from tests.builders.applications import make_config
from vendor_risk import paths
from vendor_risk.app import create_app
from vendor_risk.permissions import Access, Role, allows

FILE = paths.PACKAGE.parent / "docs" / "access.md"
HEAD = """# Who may use which address

Made by `python -m tests.codebase.access` from the running application; a test compares it with what every role really
gets. ● may, within its companies · – may not (403) · vendors come by their invitation, without an account. Anything
outside the companies of a role is answered as if it did not exist (404).
"""


def routes(app: Flask) -> list[tuple[str, str, str, Access]]:
    """Endpoint, methods, address and declared access of every route except static files, by address."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            access: Access = app.view_functions[rule.endpoint].access  # type: ignore[attr-defined]
            found.append((rule.endpoint, methods, rule.rule, access))
    return sorted(found, key=lambda row: (row[2], row[1]))


def may(access: Access, role: Role) -> bool:
    """Whether the role passes the door (objects are then found within its scope)."""
    return access.permission is None or allows(role, access.permission)


def table(app: Flask) -> str:
    """The document."""
    roles = list(Role)
    lines = [HEAD, "| address | methods | needs | " + " | ".join(role.value.replace("_", " ") for role in roles) + " |"]
    lines.append("| --- | --- | --- |" + " :-: |" * len(roles))
    for _endpoint, methods, path, access in routes(app):
        needs = access.permission.value if access.permission else access.kind.replace("_", " ")
        if access.kind == "public":
            needs = f"nothing: {access.why}"
        cells = ["●" if access.kind == "public" or may(access, role) else "–" for role in roles]
        if access.kind == "invited":
            needs, cells = "an open invitation", ["–"] * len(roles)
        lines.append(f"| `{path}` | {methods} | {needs} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(table(create_app(make_config(Path(folder)))))
    print(FILE)
