"""The document of settings, made from `Config`: `python -m tests.codebase.settings` writes `docs/settings.md`."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re

from vendor_risk import config, paths

FILE = paths.PACKAGE.parent / "docs" / "settings.md"
HEAD = """# Settings

All settings are environment variables, read once at start by `vendor_risk/config.py`; a wrong one ends in a sentence
that names it. None is needed: without any, the application keeps everything in the folder `data`. Made by
`python -m tests.codebase.settings` from the code; a test compares them.

| variable | default | what it is |
| --- | --- | --- |
"""
VARIABLE = re.compile(r" ?\(`([A-Z_]+)`\)")


def rows() -> list[tuple[str, str, str, str]]:
    """Field, variable, default and meaning of every setting that is read from the environment."""
    tree = ast.parse(inspect.getsource(config.Config)).body[0]
    assert isinstance(tree, ast.ClassDef)
    defaults = {field.name: field.default for field in dataclasses.fields(config.Config)}
    found = []
    for node, after in zip(tree.body, tree.body[1:], strict=False):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        assert isinstance(after, ast.Expr), f"{node.target.id} has no sentence below it"
        assert isinstance(after.value, ast.Constant)
        text = str(after.value.value)
        named = VARIABLE.search(text)
        default = defaults[node.target.id]
        default = int(default) if isinstance(default, bool) else default
        shown = "" if default in {dataclasses.MISSING, ""} else f"`{default}`"
        found.append((node.target.id, named.group(1) if named else "", shown, VARIABLE.sub("", text)))
    return found


def document() -> str:
    """The file's text."""
    lines = [f"| `{variable}` | {default} | {text} |\n" for _field, variable, default, text in rows() if variable]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    FILE.write_text(document())
    print(FILE)
