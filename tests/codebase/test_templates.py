"""Templates and static files: each is used, each that is named exists, and none needs what the CSP forbids."""

import re
from pathlib import Path

import pytest

from tests.codebase.templates import CODE, TEMPLATES
from vendor_risk import paths
from vendor_risk.domain.questionnaires import QuestionKind

STATIC = {file.relative_to(paths.STATIC).as_posix() for file in paths.STATIC.rglob("*") if file.is_file()}
WITHOUT = {"portal/unknown.html", "engagements/missing/form.html"}
"""Posting without a session and without a cookie, to the address of a link whose token is the key: asks for mail to the
address on record; gives what an owner was asked for.
"""
IN_CODE = re.compile(r"""["']([\w/-]+\.(?:en\.txt|ja\.txt|html|txt))["']""")
IN_TEMPLATE = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+\.\w+)["']""")


def named_templates():
    """Every template that code or another template names, with who names it."""
    found = {}
    for file, text in CODE.items():
        found |= {name: str(file) for name in IN_CODE.findall(text)}
    found |= {f"assessments/kinds/{kind.value}.html": "assessments/_answer_text.html" for kind in QuestionKind}
    for file, text in TEMPLATES.items():
        found |= dict.fromkeys(IN_TEMPLATE.findall(text), file)
    return found


def test_every_template_is_used_and_every_named_one_exists():
    named = named_templates()
    assert set(TEMPLATES) - set(named) == set(), "used by nobody"
    assert {name: who for name, who in named.items() if name not in TEMPLATES} == {}, "named, but missing"


def test_every_static_file_is_used_and_every_named_one_exists():
    everything = "\n".join([*TEMPLATES.values(), *CODE.values()])
    named = set(re.findall(r"""filename=["']([^"']+)["']""", everything))
    scripts = [paths.STATIC / name for name in STATIC if Path(name).suffix in {".js", ".css"}]
    script_text = "\n".join(file.read_text() for file in scripts)
    assert named - STATIC == set(), "named, but missing"
    unused = {name for name in STATIC - named if Path(name).name not in everything + script_text}
    assert {name for name in unused if not name.endswith(("LICENSE", ".md", ".txt"))} == set(), "used by nobody"


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_a_template_says_what_it_is_and_holds_nothing_the_browser_must_refuse(name):
    text = TEMPLATES[name]
    assert text.startswith("{#"), "begin with a comment that says what this is"
    without_comments = re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)
    if name != "notifications/mail.html":  # mail programs drop style sheets; no browser gets this page from us
        assert not re.search(r"<[^>{]*\sstyle\s*=", without_comments), "inline style"
    assert not re.search(r"<style\b", without_comments), "inline style element"
    assert not re.search(r"<[^>{]*\son\w+\s*=", without_comments), "inline event handler"
    for script in re.findall(r"<script\b([^>]*)>", without_comments):
        assert "src=" in script or 'type="application/json"' in script, "inline script"
    assert "|safe" not in without_comments.replace(" ", ""), "everything from outside stays text"
    assert "javascript:" not in without_comments


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_a_page_leaves_commas_and_brackets_to_its_language(name):
    by_hand = re.findall(r"""['"][,;] ['"] if|join\(['"][,;] ['"]\)|}}\s*\({{""", TEMPLATES[name])
    assert by_hand == [], "use `comma`, `listed` and `bracketed`"


@pytest.mark.parametrize("name", [name for name, text in TEMPLATES.items() if 'method="post"' in text.lower()])
def test_every_posting_form_carries_a_token(name):
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", TEMPLATES[name], flags=re.DOTALL | re.IGNORECASE)
    assert forms, "a form that posts, closed in the same template"
    for form in forms:
        macros = re.findall(r"{%-?\s*macro (\w+)\(.*?\)\s*-?%}(.*?){%-?\s*endmacro", TEMPLATES[name], flags=re.DOTALL)
        carried = any(f"{macro}(" in form and "csrf_token" in body for macro, body in macros)
        own_token = 'name="token"' in form  # the vendor's link: the token itself, in the body, see portal
        assert carried or "csrf_token" in form or "hidden_tag()" in form or own_token or name in WITHOUT, form[:200]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_field_has_a_label(name):
    text = TEMPLATES[name]
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
        if re.search(r'type="(?:hidden|submit|checkbox|radio|file)"', tag) or "aria-label" in tag:
            continue
        found = re.search(r'\bid="([^"{]+)"', tag)
        if found:
            assert f'for="{found.group(1)}"' in text, tag


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_external_looking_link_is_ours(name):
    for address in re.findall(r"""(?:src|href|action)=["'](https?:)?//""", TEMPLATES[name]):
        raise AssertionError(f"{name} loads from elsewhere: {address}")


@pytest.mark.parametrize("name", [name for name, text in TEMPLATES.items() if '<datalist id="suggestions"' in text])
def test_every_list_of_suggestions_says_where_to_ask_for_them(name):
    assert 'data-suggest="{{ url_for(' in TEMPLATES[name]
    assert "suggest.js" in TEMPLATES[name]
