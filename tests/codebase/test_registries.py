"""Blocks of reports, grades of evidence and kinds of background work: whoever adds one is told which file to edit."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from typing import NamedTuple, get_args

import pytest

from vendor_risk.content import load_rules
from vendor_risk.domain.questionnaires import EvidenceGrade
from vendor_risk.domain.scoring.rules import DEFAULT_RULES
from vendor_risk.jobs import actions as job_actions
from vendor_risk.jobs import registry
from vendor_risk.paths import PACKAGE, QUESTIONNAIRES
from vendor_risk.reports.paper import Block
from vendor_risk.reports.pdf import blocks as pdf
from vendor_risk.reports.slides import document as slides
from vendor_risk.reports.xlsx import document as xlsx

RENDERERS = {
    "reports/pdf/blocks.py": pdf.BLOCKS,
    "reports/slides/document.py": slides.BLOCKS,
    "reports/xlsx/document.py": xlsx.BLOCKS,
}


@pytest.mark.parametrize("file", RENDERERS)
def test_every_renderer_draws_every_block(file):
    wanted, drawn = set(get_args(Block)), set(RENDERERS[file])
    assert wanted == drawn, f"edit BLOCKS in {file}: {sorted(kind.__name__ for kind in wanted ^ drawn)}"


def test_every_grade_of_evidence_has_its_cap_and_its_words():
    assert set(DEFAULT_RULES.evidence_caps) == set(EvidenceGrade), "edit DEFAULT_RULES in domain/scoring/rules.py"
    assert set(load_rules(QUESTIONNAIRES).evidence) == set(EvidenceGrade), (
        "edit `evidence` in questionnaires/scoring.yaml"
    )


class Call(NamedTuple):
    """A call that asks for background work, where it stands, and the kind it names."""

    place: str
    module: str
    function: ast.FunctionDef
    kind: ast.expr


def _calls(names: set[str]) -> Iterator[Call]:
    """Every call in the package of a function with one of the names."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                called = node.func if isinstance(node, ast.Call) else None
                if called is not None and ast.unparse(called).rpartition(".")[2] in names:
                    yield Call(f"{path.relative_to(PACKAGE)}:{node.lineno}", name, function, node.args[0])


def _enqueued() -> dict[str, str]:
    """The kinds that are asked for, each with a place; functions that pass a kind on are followed to their callers."""
    found: dict[str, str] = {}
    asking, seen = {"enqueue"}, set()
    while asking:
        seen |= asking
        passing = set()
        for call in _calls(asking):
            if isinstance(call.kind, ast.Name) and call.kind.id in {arg.arg for arg in call.function.args.args}:
                passing.add(call.function.name)
            else:
                kind = eval(ast.unparse(call.kind), vars(importlib.import_module(call.module)))
                found.setdefault(kind, call.place)
        asking = passing - seen
    return found


def test_every_kind_of_work_that_is_asked_for_is_done_and_the_other_way_round(app):
    asked, done = _enqueued(), {handler.kind: handler.run.__module__ for handler in registry.handlers()}
    done = {kind: module for kind, module in done.items() if module.startswith("vendor_risk.")}
    assert len(asked) >= 3
    missing = [f"{place} asks for {kind!r}" for kind, place in asked.items() if kind not in done]
    assert missing == [], "write its @handler in the jobs.py of that feature and import that module in its views.py"
    unasked = [f"{module} does {kind!r}" for kind, module in done.items() if kind not in asked]
    assert unasked == [], "nobody enqueues it: delete the handler or ask for the work"


def test_every_kind_of_work_has_a_name_for_people(app):
    ours = [handler for handler in registry.handlers() if handler.run.__module__.startswith("vendor_risk.")]
    assert [handler.kind for handler in ours if not handler.name] == [], "give the @handler a name"


def test_work_that_nobody_does_cannot_be_asked_for_and_the_file_to_edit_is_named(app):
    with pytest.raises(KeyError, match=r"'nobody_does_this'.*jobs\.py"):
        job_actions.enqueue(
            "nobody_does_this", {}, company_id=1, owner_id=None, language="en", actor="test", at=None
        )  # fmt: skip
