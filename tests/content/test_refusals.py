"""Every rule refuses a bad file with a sentence that names the file and the place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from vendor_risk.content import ContentError, load_library, load_rules
from vendor_risk.paths import QUESTIONNAIRES

HEAD = "checks/questionnaire.yaml"
FIRST = "checks/sections/01-first.yaml"
SECOND = "checks/sections/02-second.yaml"
Change = Callable[[Any], object]


def both(text: str) -> dict[str, str]:
    return {"en": text, "ja": f"{text}（日本語）"}


def maturity(question_id: str, **more: object) -> dict[str, Any]:
    return {
        "id": question_id,
        "kind": "maturity",
        "text": both("Is it done?"),
        "targets": {"T1": 4, "T2": 3, "T3": 2},
        "anchors": [both(f"Level {level}") for level in range(6)],
        **more,
    }


def choice(question_id: str, **more: object) -> dict[str, Any]:
    return {"id": question_id, "kind": "choice", "text": both("?"), "targets": {"T1": 4}, "scale": "yes-no", **more}


def section(section_id: str, *questions: dict[str, Any]) -> dict[str, Any]:
    return {"id": section_id, "title": both("Section"), "questions": list(questions)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content folder with the shipped rules and one small questionnaire."""
    for name in ("tiers.yaml", "scoring.yaml", "training.yaml", "references.yaml"):
        shutil.copy(QUESTIONNAIRES / name, tmp_path / name)
    shutil.copytree(QUESTIONNAIRES / "scales", tmp_path / "scales")
    (tmp_path / "checks/sections").mkdir(parents=True)
    head = {
        "key": "checks",
        "version": "1.0",
        "released": False,
        "title": both("Checks"),
        "description": both("Some checks."),
        "audience": "vendor",
        "scheme": "attainment",
        "validity_days": 365,
        "minutes_per_question": 1,
        "source": "Ours",
        "credit": both("Ours"),
        "licence": "Apache-2.0",
        "model_process": "checks",
    }
    write(tmp_path / HEAD, head)
    write(tmp_path / FIRST, section("S1", maturity("Q1", model_activity="Q2"), maturity("Q2")))
    write(tmp_path / SECOND, section("S2", choice("Q3")))
    return tmp_path


def write(path: Path, document: object) -> None:
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")


def change(root: Path, file: str, how: Change) -> None:
    document = yaml.safe_load((root / file).read_text(encoding="utf-8"))
    how(document)
    write(root / file, document)


def refusal(root: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load_library(root)
    return str(caught.value)


def question(number: int, **fields: object) -> Change:
    return lambda document: document["questions"][number].update(fields)


def without(number: int, field: str) -> Change:
    return lambda document: document["questions"][number].pop(field)


def test_the_small_folder_itself_is_accepted(root: Path) -> None:
    library = load_library(root)
    assert list(library.questionnaires) == [("checks", "1.0")]
    assert library.drafts == {("checks", "1.0")}
    with pytest.raises(KeyError):
        library.questionnaire("another")


@pytest.mark.parametrize(
    ("file", "how", "place", "advice"),
    [
        # shape
        (FIRST, question(0, colour="red"), "questions > Q1", 'remove "colour" or correct its spelling'),
        (FIRST, without(1, "text"), "questions > Q2", 'add the field "text"'),
        (FIRST, question(1, text={"en": "Only English"}), "questions > Q2 > text", 'add the field "ja"'),
        (FIRST, question(1, text={"en": "x", "ja": " "}), "questions > Q2 > text > ja", "enter text here"),
        (FIRST, question(0, kind="essay"), "questions > Q1 > kind", "'essay' is not one of the known values"),
        (FIRST, question(0, facts=["spaceflight"]), "questions > Q1 > facts > spaceflight", "is not one of"),
        (FIRST, question(0, weight=0), "questions > Q1 > weight", "> 0"),
        (FIRST, question(0, weight=-1), "questions > Q1 > weight", "> 0"),
        (FIRST, question(0, targets={"T1": 6}), "questions > Q1 > targets > one of the entries", "<= 5"),
        (FIRST, question(0, targets={"T4": 2}), "questions > Q1 > targets", "'T4' is not one of"),
        (FIRST, lambda d: d.update(id=7), "id", "put the value in quotes"),
        (FIRST, lambda d: d.update(questions=[]), "questions", ">= 1"),
        (HEAD, lambda d: d.update(version=1.0), "version", "put the value in quotes"),
        (HEAD, lambda d: d.update(version="latest"), "version", "enter it in the form"),
        (HEAD, lambda d: d.update(audience="everybody"), "audience", "'everybody' is not one of"),
        # what shape cannot say
        (FIRST, question(1, id="Q1"), "questions > Q1", f"already used in {FIRST}"),
        (SECOND, question(0, id="Q1"), "questions > Q1", f"already used in {FIRST}"),
        (SECOND, lambda d: d.update(id="S1"), "S1", f"already used in {FIRST}"),
        (FIRST, question(0, anchors=[both("x")] * 5), "questions > Q1 > anchors", "enter 6 anchors, level 0 first"),
        (SECOND, question(0, anchors=[both("x")] * 6), "questions > Q3 > anchors", "only maturity questions"),
        (FIRST, question(0, steps={2: both("x"), 4: both("y")}), "questions > Q1 > steps", "without a gap"),
        (FIRST, question(0, steps={1: both("x")}), "questions > Q1 > steps", "without a gap"),
        (SECOND, question(0, steps={2: both("x")}), "questions > Q3 > steps", "only maturity questions"),
        (SECOND, question(0, scale="thermometer"), "questions > Q3 > scale", 'there is no scale "thermometer"'),
        (SECOND, without(0, "scale"), "questions > Q3 > scale", "enter the answer scale"),
        (SECOND, question(0, scale="percentage"), "questions > Q3 > scale", "has no options"),
        (SECOND, question(0, kind="number"), "questions > Q3 > scale", "has no thresholds"),
        (SECOND, question(0, kind="text"), "questions > Q3 > scale", "questions have no answer scale"),
        (FIRST, without(0, "targets"), "questions > Q1 > targets", "enter the target level"),
        (FIRST, question(0, targets={"T1": 4, "T3": 2}), "questions > Q1 > targets", "T3 is asked but T2 is not"),
        (FIRST, question(0, targets={"T2": 2}), "questions > Q1 > targets", "T2 is asked but T1 is not"),
        (
            FIRST,
            question(0, targets={"T1": 2, "T2": 3}),
            "questions > Q1 > targets",
            "the T2 target (3) exceeds that of T1 (2)",
        ),
        (
            FIRST,
            question(0, references=["GUESS:1"]),
            "questions > Q1 > references",
            '"GUESS" is not in references.yaml',
        ),
        (FIRST, question(0, references=["CSF"]), "questions > Q1 > references", "SOURCE:identifier"),
        (FIRST, question(0, trainings=["TR-X9"]), "questions > Q1 > trainings", 'no course "TR-X9"'),
        (FIRST, question(0, model_activity="MP-99"), "questions > Q1 > model_activity", 'no activity "MP-99"'),
        (
            FIRST,
            question(0, knock_out={"floor": 2, "grade_cap": "F", "reason": both("x")}),
            "questions > Q1 > knock_out > grade_cap",
            '"F" is not a grade; use A, B, C, D, E',
        ),
        (
            FIRST,
            question(0, scored=False, knock_out={"floor": 2, "grade_cap": "C", "reason": both("x")}),
            "questions > Q1 > knock_out",
            "does not score",
        ),
        (HEAD, lambda d: d.update(key="other"), "key", 'enter "checks", the name of the folder'),
        (HEAD, lambda d: d.update(scheme="dice"), "scheme", '"dice" is not a scoring scheme'),
        (HEAD, lambda d: d.update(model_process="nothing"), "model_process", 'there is no questionnaire "nothing"'),
        (HEAD, lambda d: d.pop("model_process"), "", "add model_process to questionnaire.yaml"),
        # shared files
        ("scales/yes-no.yaml", lambda d: d.update(id="no-yes"), "id", 'enter "yes-no"'),
        (
            "scales/yes-no.yaml",
            lambda d: d["options"].append(d["options"][0]),
            "options > yes",
            "this ID is used twice",
        ),
        ("scales/yes-no.yaml", lambda d: d["options"][2].update(level=1), "options > na", "remove the level"),
        (
            "scales/yes-no.yaml",
            lambda d: d["options"][1].update(state="blank", level=None),
            "options > no",
            "cannot mean",
        ),
        ("scales/yes-no.yaml", lambda d: d.pop("options"), "yes-no", "add either options"),
        (
            "scales/percentage.yaml",
            lambda d: d["thresholds"].reverse(),
            "thresholds",
            "sort the thresholds by at_least",
        ),
        ("scales/percentage.yaml", lambda d: d["thresholds"][1].update(level=4), "thresholds", "must rise"),
        ("training.yaml", lambda d: d["courses"].append(d["courses"][0]), "courses > TR-B1", "this ID is used twice"),
        ("scoring.yaml", lambda d: d["evidence"].pop(), "evidence", 'add an entry for "on_site"'),
        ("scoring.yaml", lambda d: d["evidence"].append(d["evidence"][0]), "evidence", '"self_declared" is used twice'),
        ("scoring.yaml", lambda d: d["evidence"][4].update(cap=1), "", "evidence caps must lie in 0-5 and rise"),
        ("scoring.yaml", lambda d: d["grades"].pop(), "", "grades must run from the best to the worst and end at 0"),
        ("tiers.yaml", lambda d: d["tiers"].pop("T2"), "tiers", 'add an entry for "T2"'),
        ("tiers.yaml", lambda d: d["facts"].pop("cloud_service"), "facts", 'add an entry for "cloud_service"'),
        ("tiers.yaml", lambda d: d["stoppage_hours"].pop(), "stoppage_hours", "must have no up_to"),
        ("tiers.yaml", lambda d: d["stoppage_hours"][-1].update(impact=2), "stoppage_hours", "must have impact 1"),
        ("tiers.yaml", lambda d: d["data"]["none"].update(impact=5), "", "must never lower a level"),
    ],
)
def test_a_bad_file_is_refused_with_its_place_and_advice(
    root: Path, file: str, how: Change, place: str, advice: str
) -> None:
    change(root, file, how)
    lines = refusal(root).splitlines()
    named = file if file not in (HEAD,) or place else FIRST
    if place:
        assert any(line.startswith(f"{named}: {place}: ") and advice in line for line in lines), lines
    else:
        assert any(Path(named).name in line and advice in line for line in lines), lines


def test_a_key_that_stands_twice_is_refused_with_its_line(root: Path) -> None:
    path = root / FIRST
    path.write_text(path.read_text(encoding="utf-8") + "id: again\n", encoding="utf-8")
    last = len(path.read_text(encoding="utf-8").splitlines())
    assert f'{FIRST}: line {last}, column 1: the key "id" is used twice; keep one' in refusal(root)


def test_broken_yaml_is_refused_with_its_line(root: Path) -> None:
    (root / FIRST).write_text("id: S1\ntitle: {en: a\n", encoding="utf-8")
    assert refusal(root).startswith(f"{FIRST}: line ")


def test_a_file_that_is_not_utf8_is_refused(root: Path) -> None:
    (root / FIRST).write_bytes("id: 設問\n".encode("shift_jis"))
    assert f"{FIRST}: save the file as UTF-8 YAML" in refusal(root)


def test_an_empty_file_is_refused(root: Path) -> None:
    (root / FIRST).write_text("", encoding="utf-8")
    assert refusal(root).startswith(f"{FIRST}: ")


def test_yaml_that_would_run_code_is_refused(root: Path) -> None:
    (root / FIRST).write_text("id: !!python/object/apply:os.getcwd []\n", encoding="utf-8")
    assert refusal(root).startswith(f"{FIRST}: line 1")


def test_a_section_file_without_a_number_is_refused(root: Path) -> None:
    (root / SECOND).rename(root / "checks/sections/second.yaml")
    assert "checks/sections/second.yaml: name section files like 01-policy.yaml" in refusal(root)


def test_a_questionnaire_without_sections_is_refused(root: Path) -> None:
    shutil.rmtree(root / "checks/sections")
    assert f"{HEAD}: add sections as" in refusal(root)


def test_a_missing_shared_file_is_refused_by_name(root: Path) -> None:
    (root / "tiers.yaml").unlink()
    assert "tiers.yaml: the file cannot be read" in refusal(root)
    with pytest.raises(ContentError, match=r"tiers\.yaml"):
        load_rules(root)


def test_all_problems_are_told_at_once(root: Path) -> None:
    change(root, FIRST, question(0, trainings=["TR-X9"]))
    change(root, SECOND, question(0, scale="thermometer"))
    with pytest.raises(ContentError) as caught:
        load_library(root)
    assert {problem.file for problem in caught.value.problems} == {FIRST, SECOND}
