"""What the sections of a board paper are made of: the group whose vendors moved, as its CISO sees it."""

import pytest

from tests.builders.chains import scope_of
from tests.reports.papers import material_of
from vendor_risk.i18n import speaking


@pytest.fixture
def material(scene):
    """Everything the paper over the whole group is made of, in English."""
    group, _rows = scene
    return material_of(scope_of(group.holding, group.a, group.b))


@pytest.fixture
def english(app):
    """The sections are asked in English."""
    with speaking("en"):
        yield
