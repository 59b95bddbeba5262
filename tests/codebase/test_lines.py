"""Templates, style sheets and scripts are written to be read: short lines, and one rule a line, so that a change shows.

The texts of mails are left out: their lines are the mail's own.
"""

import re

import pytest

from vendor_risk import paths

LONGEST = 160
TEMPLATES = {f"templates/{file.relative_to(paths.TEMPLATES)}": file for file in paths.TEMPLATES.rglob("*.html")}
STATIC = {f"static/{file.name}": file for suffix in ("css", "js") for file in paths.STATIC.glob(f"*.{suffix}")}
STYLES = [name for name in sorted(STATIC) if name.endswith(".css")]
UNSEEN = re.compile(r"""/\*.*?\*/|"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)""", re.DOTALL)
"""What may hold braces and semicolons that are none: comments, strings, addresses in brackets."""
DECLARATION = r"[\w-]+\s*:[^{};]*;"
COMPLETE = re.compile(rf"[^{{}};]+\{{(?: {DECLARATION})* \}}")
PART = re.compile(rf"[^{{}};]+[{{,]|{DECLARATION}|\}}|[^{{}};:]+;|@[^{{}}]+;")
"""A line of a longer rule: its head, a declaration, the rest of one, or its end."""


def too_long(text):
    """The numbers of lines past the limit."""
    return [number for number, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]


def crowded(text):
    """Lines of a style sheet that hold more than one rule, or more than one declaration of a longer rule."""
    plain = UNSEEN.sub(lambda found: re.sub(r"[^\n]", "_", found[0]), text)
    lines = enumerate(plain.splitlines(), 1)
    stripped = [(number, line.strip()) for number, line in lines if line.strip("_ ")]
    return [number for number, line in stripped if not COMPLETE.fullmatch(line) and not PART.fullmatch(line)]


@pytest.mark.parametrize("name", sorted(TEMPLATES | STATIC))
def test_no_line_is_longer_than_a_screen_is_wide(name):
    assert too_long((TEMPLATES | STATIC)[name].read_text()) == []


@pytest.mark.parametrize("name", STYLES)
def test_a_style_sheet_has_one_rule_or_one_declaration_a_line(name):
    assert crowded(STATIC[name].read_text()) == []


def test_the_check_finds_what_it_is_for():
    assert too_long("a" * 160 + "\n" + "b" * 161) == [2]
    good = [
        "/* { ; } */",
        "a,",
        'b { c: d; e: url(";"); }',
        "@media (x: y) {",
        "  f {",
        '    g: "h;}";',
        "    i: j,",
        "      k;",
        "  }",
        "}",
    ]
    assert crowded("\n".join(good)) == []
    assert crowded("a { b: c; } d { e: f; }\n") == [1]
    assert crowded("a {\n  b: c; d: e;\n}\n") == [2]
    assert crowded("@media (x: y) { a { b: c; } }\n") == [1]
    assert crowded("a {\n  b: c; }\n") == [2]
