"""One YAML file into one struct, or a problem that says where and what to do.

PyYAML takes the last of two equal keys without a word, so keys are checked here. The C loader is used where PyYAML has
it: ten times faster.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from vendor_risk.content.errors import ContentError, ContentProblem

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

StructT = TypeVar("StructT", bound=msgspec.Struct)

_PLACE = re.compile(r"(?P<reason>.*?) - at (?:`key` in )?`(?P<path>[^`]*)`$", re.DOTALL)
_PART = re.compile(r"\.(?P<name>\w+)|\[(?P<index>\d+)\]|\[\.\.\.\]")
_ADVICE = (
    ("matching regex '\\\\S'", "enter text here; it must not be empty"),
    ("matching regex", "enter it in the form {expected}"),
    ("missing required field", "add the field {field}"),
    ("contains unknown field", "remove {field} or correct its spelling"),
    ("Expected `str`, got", "put the value in quotes (text is expected)"),
    ("Invalid enum value", "{value} is not one of the known values"),
)


class _Loader(_BaseLoader):
    """The safe loader, refusing a key that stands twice in a mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """The mapping of `node`; a repeated key raises ConstructorError with its line."""
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f'the key "{key_node.value}" is used twice; keep one', key_node.start_mark
                )
            seen.add(key_node.value)
        return dict(super().construct_mapping(node, deep=deep))


def read_yaml(path: Path, root: Path) -> object:
    """The plain content of a YAML file. Raises ContentError when it cannot be read."""
    name = path.relative_to(root).as_posix()
    try:
        return yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ContentError([ContentProblem(name, place, error.problem or "correct the YAML here")]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError([ContentProblem(name, "", f"save the file as UTF-8 YAML ({error})")]) from error
    except OSError as error:
        raise ContentError([ContentProblem(name, "", f"the file cannot be read ({error.strerror})")]) from error


def read_struct(path: Path, root: Path, shape: type[StructT]) -> StructT:
    """The file as a `shape`. Raises ContentError that names the file, the place in it and what to do."""
    raw = read_yaml(path, root)
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        place, advice = explain(str(error), raw)
        raise ContentError([ContentProblem(path.relative_to(root).as_posix(), place, advice)]) from error


def explain(message: str, raw: object) -> tuple[str, str]:
    """A validation message as (place in the reader's words, advice), using ids instead of positions."""
    found = _PLACE.match(message)
    reason, path = (found["reason"], found["path"]) if found else (message, "$")
    expected = re.search(r"regex '(.*)'", reason)
    named = re.search(r"field `([^`]+)`", reason)
    words = {
        "expected": expected[1] if expected else "",
        "field": f'"{named[1]}"' if named else "",
        "value": reason.removeprefix("Invalid enum value "),
    }
    for sign, advice in _ADVICE:
        if sign in reason:
            return _place(path, raw), f"{advice.format(**words)} [{reason}]"
    return _place(path, raw), reason


def _place(path: str, raw: object) -> str:
    parts: list[str] = []
    here: object = raw
    for part in _PART.finditer(path.removeprefix("$")):
        if part["index"] is not None:
            position = int(part["index"])
            here = here[position] if isinstance(here, list) and position < len(here) else None
            name = here.get("id") if isinstance(here, dict) else here
            parts.append(name if isinstance(name, str) and name.strip() else f"number {position + 1}")
        elif part["name"] is not None:
            here = here.get(part["name"]) if isinstance(here, dict) else None
            parts.append(part["name"])
        else:  # a value of a mapping: msgspec does not say which
            here = None
            parts.append("one of the entries")
    return " > ".join(parts)
