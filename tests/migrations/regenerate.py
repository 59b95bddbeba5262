"""Writes migration 0001 anew from the models: `python -m tests.migrations.regenerate`.

Only until the first release: from then on a migration that ran somewhere is never edited, and changes get a new number.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import flask_migrate

from tests.builders.applications import make_config
from vendor_risk import paths
from vendor_risk.app import create_app
from vendor_risk.audit.models import APPEND_ONLY
from vendor_risk.database import writing

VERSIONS = paths.MIGRATIONS / "versions"
TRIGGERS = f"""
APPEND_ONLY = {APPEND_ONLY!r}


def _guard_the_audit_log() -> None:
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
"""


def main() -> None:
    """Generate, add the audit log's triggers, format."""
    for file in VERSIONS.glob("*.py"):
        file.unlink()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(make_config(Path(folder)))
        with app.app_context(), writing():
            flask_migrate.revision(message="initial", autogenerate=True, rev_id="0001")
    file = VERSIONS / "0001_initial.py"
    text = file.read_text().replace('"""initial.', '"""The tables of the first version.').replace(", after \n", "\n")
    text = text.replace("\n\ndef upgrade()", TRIGGERS + "\n\ndef upgrade()", 1)
    text = "".join(line for line in text.splitlines(keepends=True) if "# ###" not in line)
    up, down = text.split("def downgrade()")
    up = up.rstrip() + "\n    _guard_the_audit_log()\n\n\n"
    down = down.rstrip() + (
        '\n    if op.get_bind().dialect.name == "postgresql":\n        op.execute("DROP FUNCTION audit_event_refuse")\n'
    )
    file.write_text(up + "def downgrade()" + down)
    (paths.MIGRATIONS / "HEAD").write_text("0001\n")
    for command in (["ruff", "check", "--fix", "--quiet"], ["ruff", "format", "--quiet"]):
        subprocess.run([sys.executable, "-m", *command, str(file)], check=True)
    print(file)


if __name__ == "__main__":
    main()
