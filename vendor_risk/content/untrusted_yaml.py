"""YAML that strangers send, read within limits, and YAML written for other programs.

The events of the file are counted before anything is built of them: how many, how deep, how many aliases. Merge keys
(`<<`), which multiply a small file into a huge one, are refused; only plain values are made (safe loader).
"""

from __future__ import annotations

import yaml

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

MAX_BYTES = 4 * 1024 * 1024
MAX_EVENTS = 400_000
MAX_DEPTH = 40
MAX_ALIASES = 20_000


class StrangeYamlError(ValueError):
    """The file is no YAML, or goes beyond the limits."""


class _Loader(_BaseLoader):
    """The safe loader without merge keys."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Refuse what would copy other mappings into this one."""
        if any(key.tag == "tag:yaml.org,2002:merge" for key, _value in node.value):
            raise StrangeYamlError("merge key")


def read_strange_yaml(data: bytes) -> object:
    """The plain content of a stranger's YAML file. StrangeYamlError when it is none or too large, deep or entangled."""
    if len(data) > MAX_BYTES:
        raise StrangeYamlError("too large")
    try:
        _count(data)
        return yaml.load(data, Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        raise StrangeYamlError(str(error).splitlines()[0] if str(error) else "no YAML") from None


def _count(data: bytes) -> None:
    depth = aliases = 0
    for number, event in enumerate(yaml.parse(data, Loader=_Loader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
        if depth > MAX_DEPTH or aliases > MAX_ALIASES or number > MAX_EVENTS:
            raise StrangeYamlError("too deep, too long or too entangled")


def write_yaml(document: dict[str, object]) -> bytes:
    """A document as YAML in UTF-8: keys in their order, no aliases, texts as they are read best."""
    text: str = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """The safe dumper, repeating what stands twice instead of referring to it."""

    def ignore_aliases(self, data: object) -> bool:
        """Never write an alias."""
        return True
