"""The crosswalks as shipped are whole, and faults in them are said with their place."""

import shutil

import pytest

from vendor_risk import paths
from vendor_risk.content import ContentError, load_library
from vendor_risk.content.crosswalks import check_asked, load_crosswalks


def questions():
    return {each.key: set(each.by_id) for each in load_library(paths.QUESTIONNAIRES).questionnaires.values()}


def test_every_question_named_exists_and_every_control_is_asked_by_somebody():
    rules = load_crosswalks(paths.QUESTIONNAIRES)
    assert list(check_asked(rules, questions())) == []
    used = {control for asked in rules.asked.values() for wanted in asked.values() for control in wanted}
    assert set(rules.controls) == used


def test_a_question_that_is_gone_is_named():
    rules = load_crosswalks(paths.QUESTIONNAIRES)
    told = [str(problem) for problem in check_asked(rules, questions() | {"outsourcing": set()})]
    assert any("MP-01-03" in each and "does not contain this question" in each for each in told)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("outsourcing-vendor.yaml", "[patching]", "[patchwork]", '"patchwork" is not in controls.yaml'),
        ("foreign.yaml", "framework: CMMC" , "framework: NONE", "no control refers to this framework"),
        ("foreign.yaml", "(?P<id>3", "(?P<number>3", "mark the identifier as a named group"),
        ("foreign.yaml", "heading: \"800-171", "heading: \"(800-171", "correct the regular expression"),
        ("foreign.yaml", "{at_least: 0, level: 0}]\n  graded", "{at_least: 1, level: 0}]\n  graded", "sort the steps"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_file(tmp_path, file, old, new, told):
    shutil.copytree(paths.QUESTIONNAIRES / "crosswalks", tmp_path / "crosswalks")
    path = tmp_path / "crosswalks" / file
    text = path.read_text()
    path.write_text(text.replace(old, new) if old in text else text.replace("framework: SAMM", "framework: NONE"))
    with pytest.raises(ContentError, match=told):
        load_crosswalks(tmp_path)
