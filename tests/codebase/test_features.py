"""Each feature says itself what it brings; the application only names it."""

import importlib
import re

import pytest

from tests.codebase.modules import MODULES
from tests.codebase.recorded import recorded
from vendor_risk import features
from vendor_risk.app import FEATURES
from vendor_risk.navigation import MenuEntry

FOLDERS = {name.split("/")[0] for name in MODULES if name.count("/") == 1 and name.endswith("/feature.py")}
RECORDED_AS = {"assessments": {"assessments", "results"}}
"""First words of audit actions that are not the feature's name."""


def test_the_application_names_every_feature_once():
    names = [feature.name for feature in FEATURES]
    assert sorted(names) == sorted(FOLDERS)
    pages = {name.split("/")[0] for name in MODULES if re.fullmatch(r"\w+/(\w+/)*(\w+_)?views\.py", name)}
    assert pages <= FOLDERS, f"add a feature.py to {sorted(pages - FOLDERS)}"


def test_all_pages_come_from_the_features_own_blueprints(app):
    of_features = {feature.name: feature.blueprint for feature in FEATURES if feature.blueprint}
    assert {name: app.blueprints.get(name) for name in of_features} == of_features
    flask_security = {"security"}
    assert set(app.blueprints) - set(of_features) == flask_security


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_a_feature_speaks_of_its_own_things_only(feature):
    assert importlib.import_module(f"vendor_risk.{feature.name}.feature").FEATURE is feature
    own = f"vendor_risk.{feature.name}."
    assert feature.blueprint is None or feature.blueprint.name == feature.name
    modules = [module.__name__ for module in feature.tables] + [model.__module__ for model, _column in feature.moves]
    assert [name for name in modules if not name.startswith(own)] == []
    assert {entry.endpoint.split(".")[0] for entry in feature.menu} <= {feature.name}
    words = RECORDED_AS.get(feature.name, {feature.name})
    assert {action.split(".")[0] for action in feature.audit_actions} <= words
    tables = {
        mapper.local_table.name
        for mapper in features.Base.registry.mappers
        if mapper.class_.__module__ in {module.__name__ for module in feature.tables}
    }
    assert {column.split(".")[0] for column in feature.stays} <= tables


def test_kinds_of_objects_are_named_by_the_feature_that_records_them():
    places = {}
    for kind, name in recorded()[1].items():
        places.setdefault(kind, set()).add(name.split("/")[0])
    named = {kind: feature.name for feature in FEATURES for kind in feature.audit_objects}
    elsewhere = {kind: name for kind, name in named.items() if name not in places[kind]}
    others = {"assessment": "assessments", "engagement": "engagements", "organization": "organizations"}
    assert elsewhere == others, "also recorded by reviews and upkeep"
    assert sum(len(feature.audit_objects) for feature in FEATURES) == len(named), "a kind is named twice"


@pytest.mark.parametrize(
    ("ask", "of_feature"),
    [
        (features.menu, lambda feature: feature.menu),
        (features.table_modules, lambda feature: feature.tables),
        (features.audit_actions, lambda feature: feature.audit_actions),
        (features.audit_objects, lambda feature: feature.audit_objects),
        (features.moves, lambda feature: feature.moves),
        (features.stays, lambda feature: feature.stays),
    ],
    ids=["menu", "tables", "actions", "objects", "moves", "stays"],
)
def test_what_a_feature_no_longer_brings_is_gone_from_the_whole(ask, of_feature, monkeypatch):
    whole = ask()
    giver = next(feature for feature in FEATURES if of_feature(feature))
    monkeypatch.setattr(features, "_loaded", [feature for feature in FEATURES if feature is not giver])
    gone = [thing for thing in whole if thing not in ask()]
    assert len(gone) == len(of_feature(giver))
    assert all(thing in of_feature(giver) for thing in gone)


def test_no_two_lines_of_the_menu_claim_the_same_place(app):
    places = [entry.place for entry in features.menu()]
    assert len(places) == len(set(places))
    assert all(isinstance(entry, MenuEntry) for entry in features.menu())
