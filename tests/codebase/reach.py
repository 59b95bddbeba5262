"""Which page leads to which, read off the code: from a view over all it calls to the addresses made there, and over the
templates it draws to the links in them.

A page leads to another when a link, a form or a redirect with its address can come out of it. Who may follow it, and
under which condition it is drawn, is not asked here.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Thing = tuple[str, str]
"""A definition at the top of a module: (module, name). Templates are ("template", name)."""
HANDED_OVER = {"register", "register_filter", "handler"}
"""What features call when they are imported, to be called back by the module these belong to."""
_EXTENDED = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
_COMPARED = re.compile(r"""endpoint\s*==\s*["'][^"']*["']""")
_OWN_FORM = re.compile(r"""<form\b(?![^>]*\baction=)[^>]*\bmethod=["']post["']""")
_QUOTED = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")


@dataclass
class _Module:
    defined: dict[str, ast.AST] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Local name → (module, name in it); the name is "" for a module itself."""
    handed: list[ast.Call | ast.FunctionDef] = field(default_factory=list)


class Code:
    """The package, taken apart: what each definition refers to, which addresses it makes, which templates it names."""

    def __init__(self, sources: Mapping[str, str], templates: Mapping[str, str], endpoints: Iterable[str]) -> None:
        self.templates, self.endpoints = templates, set(endpoints)
        self.trees = {_dotted(name): ast.parse(text) for name, text in sources.items()}
        self.modules = {name: self._taken_apart(tree) for name, tree in self.trees.items()}
        self.makers = dict(self._makers())
        self.edges: defaultdict[Thing, set[Thing]] = defaultdict(set)
        self.addresses: defaultdict[Thing, set[str]] = defaultdict(set)
        self.unknown: dict[Thing, str] = {}
        """Definitions that make an address of an endpoint which cannot be read off, and the expression."""
        for name, module in self.modules.items():
            for word, node in module.defined.items():
                self._read(name, (name, word), node)
            for handed in module.handed:
                self._hand_over(name, handed)
        for name, text in templates.items():
            self.edges["template", name] |= {("template", other) for other in _EXTENDED.findall(text)}
            self.addresses["template", name] |= set(_QUOTED.findall(_COMPARED.sub("", text))) & self.endpoints

    def _taken_apart(self, tree: ast.Module) -> _Module:
        module = _Module()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("vendor_risk"):
                package = (node.module or "").removeprefix("vendor_risk").removeprefix(".")
                for alias in node.names:
                    whole = f"{package}.{alias.name}".removeprefix(".")
                    found = (whole, "") if whole in self.trees else (package, alias.name)
                    module.imported[alias.asname or alias.name] = found
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                module.defined[node.name] = node
                if isinstance(node, ast.FunctionDef) and any(
                    _called(mark) in HANDED_OVER for mark in node.decorator_list
                ):
                    module.handed.append(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                module.defined |= {target.id: node for target in targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _called(node.value) in HANDED_OVER:
                module.handed.append(node.value)
        return module

    def thing(self, module: str, node: ast.AST) -> Thing | None:
        """The definition that a name or `module.name` means here; None when it is none of ours."""
        if isinstance(node, ast.Name):
            return self._found(module, node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            of, word = self.modules[module].imported.get(node.value.id, ("", "-"))
            return self._found(of, node.attr) if word == "" else None
        return None

    def _found(self, module: str, word: str) -> Thing | None:
        """Where the name was defined, followed through modules that only pass it on."""
        for _step in range(5):
            known = self.modules.get(module)
            if known is None:
                return None
            if word in known.defined:
                return module, word
            module, word = known.imported.get(word, ("", ""))
        return None

    def _makers(self) -> Iterator[tuple[Thing, tuple[int, str]]]:
        """Functions that make the address of an endpoint they are handed, with the argument's place and name."""
        for name, module in self.modules.items():
            for word, node in module.defined.items():
                if not isinstance(node, ast.FunctionDef):
                    continue
                names = [argument.arg for argument in node.args.posonlyargs + node.args.args]
                for call in ast.walk(node):
                    asked = (
                        call.args[0]
                        if isinstance(call, ast.Call) and _called(call) == "url_for" and call.args
                        else None
                    )
                    if isinstance(asked, ast.Name) and asked.id in names:
                        yield (name, word), (names.index(asked.id), asked.id)

    def _read(self, module: str, own: Thing, node: ast.AST) -> None:
        marks = set(map(id, _inside(node.decorator_list))) if isinstance(node, ast.FunctionDef) else set()
        for part in ast.walk(node):
            if id(part) in marks:
                continue
            found = self.thing(module, part)
            if found is not None and found != own:
                self.edges[own].add(found)
            if isinstance(part, ast.Constant) and part.value in self.templates:
                self.edges[own].add(("template", part.value))
            if isinstance(part, ast.Call):
                self._read_call(module, own, node, part)

    def _read_call(self, module: str, own: Thing, node: ast.AST, call: ast.Call) -> None:
        maker = (0, "endpoint") if _called(call) == "url_for" else self.makers.get(self.thing(module, call.func) or own)
        if maker is None or (_called(call) != "url_for" and self.thing(module, call.func) is None):
            return
        place, word = maker
        asked = [keyword.value for keyword in call.keywords if keyword.arg == word] or list(
            call.args[place : place + 1]
        )
        for expression in asked:
            if isinstance(expression, ast.Name) and own in self.makers and self.makers[own][1] == expression.id:
                asked_by_default = _default(node, expression.id)
                self.addresses[own] |= self._texts(module, node, asked_by_default) if asked_by_default else set()
                continue
            found = self._texts(module, node, expression)
            if not found:
                self.unknown[own] = ast.unparse(expression)
            self.addresses[own] |= found

    def _texts(self, module: str, node: ast.AST, expression: ast.AST) -> set[str]:
        """The endpoints an expression can be (literals, choices, names, tables of literals); none: not to be read."""
        if isinstance(expression, ast.Constant):
            return {str(expression.value)}
        if isinstance(expression, ast.IfExp):
            return self._texts(module, node, expression.body) | self._texts(module, node, expression.orelse)
        if isinstance(expression, ast.JoinedStr):
            texts = {""}
            for part in expression.values:
                inner = part.value if isinstance(part, ast.FormattedValue) else part
                texts = {head + tail for head in texts for tail in self._texts(module, node, inner)}
            return texts
        if isinstance(expression, ast.Name):
            found = set()
            for other in ast.walk(node):
                set_here = isinstance(other, ast.Assign) and expression.id in _names(*other.targets)
                if set_here and expression.id not in _names(other.value):
                    found |= self._texts(module, node, other.value)
                if isinstance(other, ast.For | ast.comprehension) and expression.id in _names(other.target):
                    found |= self._literals(module, other.iter)
            return found or self._literals(module, expression)
        return self._literals(module, expression)

    def _literals(self, module: str, expression: ast.AST) -> set[str]:
        """The endpoints that stand in an expression and in the tables it names."""
        found = {node.value for node in ast.walk(expression) if isinstance(node, ast.Constant)}
        for node in ast.walk(expression):
            thing = self.thing(module, node)
            if thing is not None and not isinstance(
                self.modules[thing[0]].defined[thing[1]], ast.FunctionDef | ast.ClassDef
            ):
                table = self.modules[thing[0]].defined[thing[1]]
                found |= {node.value for node in ast.walk(table) if isinstance(node, ast.Constant)}
        return found & self.endpoints

    def _hand_over(self, module: str, handed: ast.Call | ast.FunctionDef) -> None:
        """What is handed to a module when this one is imported may be called by all that stands there."""
        marks = [mark for mark in getattr(handed, "decorator_list", [handed]) if _called(mark) in HANDED_OVER]
        given = {self.thing(module, part) for mark in marks for part in _inside([*mark.args, *mark.keywords])}
        given |= {(module, handed.name)} if isinstance(handed, ast.FunctionDef) else set()
        for mark in marks:
            taker = self.thing(module, mark.func)
            for word in self.modules[taker[0]].defined if taker else ():
                self.edges[taker[0], word] |= given - {None}

    def _closure(self, start: Iterable[Thing]) -> set[Thing]:
        """These, what they refer to, and the templates they name, with all that follows from those."""
        seen: set[Thing] = set()
        left = list(start)
        while left:
            thing = left.pop()
            if thing not in seen:
                seen.add(thing)
                left += self.edges[thing]
        return seen

    def from_here(self, start: Iterable[Thing]) -> set[str]:
        """The endpoints whose addresses these make, by what they call and by the templates they draw."""
        return {endpoint for thing in self._closure(start) for endpoint in self.addresses[thing]} & self.endpoints

    def posts_to_itself(self, start: Iterable[Thing]) -> bool:
        """Whether these draw a form that posts to the address of the page it stands on."""
        drawn = [self.templates.get(name, "") for kind, name in self._closure(start) if kind == "template"]
        return any(_OWN_FORM.search(text) for text in drawn)


def reached(leads: Mapping[str, set[str]], roots: Iterable[str]) -> set[str]:
    """All that can be come to from the roots."""
    seen: set[str] = set()
    left = list(roots)
    while left:
        page = left.pop()
        if page not in seen:
            seen.add(page)
            left += leads.get(page, set())
    return seen


def _dotted(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _called(node: ast.AST) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _inside(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    return (part for node in nodes for part in ast.walk(node))


def _names(*nodes: ast.AST) -> set[str]:
    return {node.id for node in _inside(nodes) if isinstance(node, ast.Name)}


def _default(node: ast.AST, word: str) -> ast.AST | None:
    """What an argument is when nobody gives it."""
    arguments = node.args if isinstance(node, ast.FunctionDef) else None
    if arguments is None or not arguments.defaults:
        return None
    named = [argument.arg for argument in arguments.args][-len(arguments.defaults) :]
    return dict(zip(named, arguments.defaults, strict=True)).get(word)
