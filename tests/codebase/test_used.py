"""Nothing lies about: the package uses what it defines, pages what they import and are given, styles what they name."""

import ast
import re

import pytest

from tests.codebase.modules import MODULES
from tests.codebase.reach import Code
from tests.codebase.templates import TEMPLATES
from vendor_risk import paths

ONLY_TESTED = {
    "board.address.SORTS": "every word a board can be sorted by, for random addresses",
    "content.crosswalks.check_asked": "holds shipped crosswalks to shipped questionnaires, which change together",
    "domain.scoring.rules.DEFAULT_RULES": "the shipped rules, for tests of the domain that read no file",
    "domain.scoring.rules.DEFAULT_TIER_RULES": "the shipped rules, for tests of the domain that read no file",
    "features.stays": "what features say of their columns, held to the models",
    "features.table_modules": "what features say of their tables, held to the models",
}
"""What tests alone ask for, and why it stands in the package all the same. Only ever fewer."""
FOUND_BY_NAME = {"FEATURE", "__all__", "__version__"}
CALLED_BY_THEMSELVES = {"cache", "contextmanager", "dataclass", "lru_cache", "overload", "total_ordering", "wraps"}
"""Decorators that hand a definition to nobody; what has another one (a route, a command, a handler) is called by it."""
OF_PLOTLY = {
    "crisp", "cursor-crosshair", "cursor-ns-resize", "cursor-pointer", "draglayer", "hoverlayer", "js-plotly-plot",
    "main-svg", "nsewdrag", "plotly", "user-select-none",
}  # fmt: skip
"""Classes that Plotly gives to what it draws."""
IMPORTED = re.compile(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+(.*?)(?:\s+with(?:out)?\s+context)?\s*-?%}", re.DOTALL)
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)")
TAKEN = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
BY_NAME = re.compile(r"""{%-?\s*include\s+(?!["'][^"']+["']\s*-?%})""")
STYLES = {file.name: file.read_text() for file in sorted(paths.STATIC.glob("*.css"))}
SCRIPTS = {file.name: file.read_text() for file in sorted(paths.STATIC.glob("*.js"))}


def words(text):
    """The words of a text; one with hyphens is one word."""
    return set(re.findall(r"[A-Za-z_][\w-]*", text))


def decorated_to_be_called(node):
    """Whether something else calls the definition: a decorator took it."""
    marks = [ast.unparse(mark).partition("(")[0].rpartition(".")[2] for mark in getattr(node, "decorator_list", ())]
    return any(mark not in CALLED_BY_THEMSELVES for mark in marks)


def unused(sources, templates):
    """What modules define and no module and no template of these names, as "module.name"."""
    code, named = Code(sources, {}, ()), set()
    for module, tree in code.trees.items():
        for node in ast.walk(tree):
            if (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)) or isinstance(node, ast.Attribute):
                named.add(code.thing(module, node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                named.add(code.thing(module, ast.Name(node.value)))  # a quoted type, or a name in __all__
    in_pages = {word for text in templates.values() for word in re.findall(r"\.(\w+)", text)}
    return {
        f"{module}.{name}"
        for module, taken in code.modules.items()
        for name, node in taken.defined.items()
        if (module, name) not in named
        and name not in FOUND_BY_NAME
        and not decorated_to_be_called(node)
        and name not in in_pages  # a module of words that a page was given
    }


def test_the_package_uses_what_it_defines():
    found = unused(MODULES, TEMPLATES)
    assert found - set(ONLY_TESTED) == set(), "nothing of the package calls these: remove them"
    assert set(ONLY_TESTED) - found == set(), "take these lines out of ONLY_TESTED"


@pytest.mark.parametrize(
    ("module", "found"),
    [
        ("def asked():\n    pass\n", {"a.asked"}),
        ("def asked():\n    pass\n\nasked()\n", set()),
        ("USED = 1\nprint(USED)\n", set()),
        ("LEFT = 1\n", {"a.LEFT"}),
        ("@bp.get('/')\ndef page():\n    pass\n", set()),
        ("@cache\ndef kept():\n    pass\n", {"a.kept"}),
        ("from vendor_risk.b import helped\n\nhelped()\n", {"b.left"}),
        ("from vendor_risk import b\n\nb.helped()\n", {"b.left"}),
        ("def told():\n    pass\n", set()),
    ],
)
def test_what_nothing_calls_is_seen(module, found):
    other = "def helped():\n    pass\n\n\ndef left():\n    pass\n"
    sources = {"a.py": module, "b.py": other} if "vendor_risk" in module else {"a.py": module}
    assert unused(sources, {"a.html": "{{ words.told() }}"}) == found


def unused_in_templates(templates):
    """What a template imports and does not use, and macros that nobody calls."""
    for name, text in templates.items():
        for found in IMPORTED.finditer(text):
            rest = text[: found.start()] + text[found.end() :]
            for item in found.group(1).split(","):
                local = item.strip().rpartition(" as ")[2].strip()
                if local not in words(rest):
                    yield f"{name} imports {local}"
        for macro in MACRO.findall(text):
            called = len(re.findall(rf"\b{macro}\b", text)) > 1
            if not called and not any(takes(other, name, macro) for other in templates.values()):
                yield f"{name} defines {macro}"


def takes(text, name, macro):
    """Whether a template imports that macro of the template of that name."""
    return any(f'"{name}"' in found.group() and macro in words(found.group(1)) for found in IMPORTED.finditer(text))


def test_templates_use_what_they_import_and_somebody_their_macros():
    assert list(unused_in_templates(TEMPLATES)) == []


def test_an_import_or_macro_that_is_left_over_is_seen():
    small = {
        "a.html": '{% from "b.html" import one, two as second with context %}{{ one() }}',
        "b.html": "{% macro one() %}{% endmacro %}{% macro two() %}{% endmacro %}{% macro three() %}{% endmacro %}",
    }
    assert list(unused_in_templates(small)) == ["a.html imports second", "b.html defines three"]


def whole(name, templates):
    """A template with all it extends, includes and imports."""
    names, text = [name], ""
    for one in names:
        text += templates.get(one, "")
        names += [other for other in TAKEN.findall(templates.get(one, "")) if other not in names]
    return "\n".join(templates.values()) if BY_NAME.search(text) else text


def unused_values(sources, templates):
    """Values that a page is given and does not use."""
    for module, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render_template":
                name = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                if name in templates:
                    known = words(whole(name, templates))
                    given = [word.arg for word in node.keywords if word.arg]
                    yield from (f"{module}:{node.lineno} {word}" for word in given if word not in known)


def test_pages_use_what_they_are_given():
    assert list(unused_values(MODULES, TEMPLATES)) == []


def test_a_value_that_no_page_uses_is_seen():
    source = "render_template('a.html', used=1, deeper=2, left=3)\nrender_template('c.html', by_kind=1, left=2)\n"
    small = {
        "a.html": '{% include "b.html" %}{{ used }}', "b.html": "{{ deeper }}", "d.html": "{{ by_kind }}",
        "c.html": '{% include "kinds/" ~ kind ~ ".html" %}',
    }  # fmt: skip
    assert list(unused_values({"views.py": source}, small)) == ["views.py:1 left", "views.py:2 left"]


def unused_styles(styles, text):
    """Classes and ids that a style sheet names and nothing gives to an element, whole or by how they begin."""
    known = words(text)
    begun = set(re.findall(r"([A-Za-z_][\w-]*-)(?=[\"'`%]|\$?{)", text))
    for name, style in styles.items():
        rules = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
        heads = "\n".join(re.findall(r"([^{}]*)\{", rules))
        for kind, word in sorted(set(re.findall(r"([.#])([A-Za-z_][\w-]*)", heads))):
            made = any(word[: at + 1] in begun for at, sign in enumerate(word) if sign == "-")
            if word not in OF_PLOTLY | known and not made:
                yield f"{name}: {kind}{word}"


def test_every_class_and_id_of_a_style_sheet_is_given_to_something():
    everything = "\n".join([*TEMPLATES.values(), *SCRIPTS.values(), *MODULES.values()])
    assert list(unused_styles(STYLES, everything)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p class="wide tone-bad" id="start">', []),
        ('<p class="wide {{ \'tone-\' ~ tone }}" id="start">', []),
        ('<p class="wide tone-{{ tone }}" id="start">', []),
        ('<p class="wider tone" id="start">', ["a.css: .tone-bad", "a.css: .wide"]),
        ('add("p", { class: `wide tone-${name}` })', ["a.css: #start"]),
    ],
)
def test_a_class_that_nothing_has_is_seen(text, found):
    styles = {"a.css": "/* .gone { } */ .wide, .tone-bad { color: #eee; } @media print { #start { margin: 0; } }"}
    assert list(unused_styles(styles, text)) == found
