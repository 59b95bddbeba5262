"""Writes the next migration from what the models say now: `python -m tests.migrations.new "say what"`.

It brings an empty database to the newest migration, compares it with the models, and writes the difference under the
next number, formatted, with `migrations/HEAD` raised. Nothing is written where there is no difference.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.builders.applications import make_config
from vendor_risk import paths
from vendor_risk.app import create_app
from vendor_risk.database import db, upgrade_tables, writing


def next_number(folder: Path) -> str:
    """The number after the newest migration of this folder: four digits, without gaps."""
    numbers = sorted(int(file.name[:4]) for file in (folder / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))
    if numbers != list(range(1, len(numbers) + 1)):
        raise SystemExit(f"{folder / 'versions'} holds {numbers}: number them from 1 without gaps first.")
    head = (folder / "HEAD").read_text().strip()
    if numbers and head != f"{numbers[-1]:04}":
        raise SystemExit(
            f"{folder / 'HEAD'} says {head}, the newest migration is {numbers[-1]:04}: make them agree first."
        )
    return f"{len(numbers) + 1:04}"


def write(message: str, folder: Path = paths.MIGRATIONS) -> Path | None:
    """The new migration's file, or None where models and migrations say the same."""
    number = next_number(folder)
    with tempfile.TemporaryDirectory() as data:
        app = create_app(make_config(Path(data)))
        with app.app_context():
            upgrade_tables()
            context = MigrationContext.configure(db.session.connection(), opts={"compare_type": True})
            differs = compare_metadata(context, db.metadata)
            db.session.remove()
            if differs:
                with writing():
                    flask_migrate.revision(str(folder), message=message, autogenerate=True, rev_id=number)
            db.session.remove()
            db.engine.dispose()
    if not differs:
        return None
    (file,) = (folder / "versions").glob(f"{number}_*.py")
    text = "".join(line for line in file.read_text().splitlines(keepends=True) if "# ###" not in line)
    text = re.sub(r"[ \t]+\n", "\n", text)
    named = str(paths.MIGRATIONS / "versions" / file.name)  # the rules of that place, wherever the file is
    for command in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        run = [sys.executable, "-m", "ruff", *command, "--stdin-filename", named, "-"]
        text = subprocess.run(run, input=text, capture_output=True, text=True, check=True).stdout
    file.write_text(text)
    (folder / "HEAD").write_text(f"{number}\n")
    return file


def main(arguments: list[str]) -> None:
    """Write it, and say where it is."""
    message = " ".join(arguments).strip()
    if not message:
        raise SystemExit('Say what it changes: make migration m="add exceptions"')
    file = write(message)
    print(file or "The models say nothing that the migrations do not: there is nothing to write.")


if __name__ == "__main__":
    main(sys.argv[1:])
