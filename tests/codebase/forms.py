"""Every form of the package, for tests that hold all of them to something."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator

from flask_wtf import FlaskForm

from tests.codebase.modules import MODULES

_FORMS = [name for name in MODULES if re.search(r"(^|_|/)forms?\.py$", name)]


def every_form() -> Iterator[type[FlaskForm]]:
    """Every form of the package."""
    for name in _FORMS:
        module = importlib.import_module("vendor_risk." + name.removesuffix(".py").replace("/", "."))
        for _name, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, FlaskForm) and found.__module__ == module.__name__:
                yield found
