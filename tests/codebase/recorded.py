"""What the code writes to the audit log."""

import ast
import re

from tests.codebase.modules import MODULES


def constants(node, tree):
    """The texts this expression can be: literals, either side of a choice, what its name is set to in the module."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return constants(node.body, tree) + constants(node.orelse, tree)
    if isinstance(node, ast.Name):
        found = []
        for other in ast.walk(tree):
            named = [getattr(target, "id", "") for target in getattr(other, "targets", [])]
            if isinstance(other, ast.Assign) and node.id in named and not isinstance(other.value, ast.Name):
                found += constants(other.value, tree)
        return found
    return []


def recorded():
    """Every action and object type that the code writes to the audit log, with where it does."""
    actions, types = {}, {}
    for name, text in MODULES.items():
        tree = ast.parse(
            text if any(word in text for word in ("audit.actions", "write_trail", "import batches")) else ""
        )
        for node in ast.walk(tree):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if called not in {"record", "_record", "_note", "note", "write_trail"} or not node.args:
                continue
            words = [
                word for argument in node.args[: 1 if called == "record" else 2] for word in constants(argument, tree)
            ]
            if called == "record" and len(node.args) > 1:
                types |= dict.fromkeys(constants(node.args[1], tree), name)
            for word in words:
                if re.fullmatch(r"[a-z_]+\.[a-z_]+", word):
                    actions[word] = name
                elif called != "record" and re.fullmatch(r"[a-z_]+", word):
                    actions[f"{name.split('/')[0]}.{word}"] = name
    return actions, types
