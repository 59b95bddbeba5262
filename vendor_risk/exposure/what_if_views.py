"""What if, composed of steps in the address: numbers, worst paths and the map beside what they are now."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.domain.chain.whatif import Chosen
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis import advice, answers, scenario
from vendor_risk.exposure.analysis import paths as analysis_paths
from vendor_risk.exposure.analysis.advice import What
from vendor_risk.exposure.analysis.scenario import INSTEAD, ScenarioStep
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.blueprint import bp, shared, snapshot, worst_case
from vendor_risk.exposure.worst_answer_queries import worst_answers
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Permission, requires

SHOWN = 8


def step_words(one: ScenarioStep, names: dict[int, str]) -> str:
    """A step as a sentence."""
    name, other = names[one.node], names.get(one.other, "")
    words: dict[str, str] = {
        What.FAILS.value: _("%(name)s suffers an outage or breach", name=name),
        What.LEAVES.value: _("All contracts with %(name)s end", name=name),
        What.WEAKEST.value: _("%(name)s raises its weakest section to the target level", name=name),
        What.TARGET.value: _("%(name)s reaches every target, with evidence", name=name),
        INSTEAD: _("%(name)s is replaced by %(other)s", name=name, other=other),
    }
    return words[one.what]


def _added(view: Snapshot) -> str | None:
    """The step that the form adds, as it is in the address; None when there is none or it was not clear."""
    what, wanted = request.args.get("what", ""), []
    for field in ("who", "other") if what == INSTEAD else ("who",):
        found = organization_queries.named(web.scope(), request.args.get(field, ""))
        if found is None:
            flash(_("Select an organisation from the suggestions that appear as you type."), "warning")
            return None
        wanted.append(str(found.id))
    text = ".".join([what, *wanted])
    if scenario.step(view, text) is None:
        flash(_("Select an organisation in the supply chain. For a replacement, select two different ones."), "warning")
        return None
    return text


def _address(texts: Sequence[str]) -> str:
    return url_for("exposure.what_if", do=list(texts), case="worst" if worst_case() else None)


def _numbers(view: Snapshot, then: Snapshot) -> list[advice.ExposureEffect]:
    """Every company before and after, the most moved first."""
    case, later = view.case(worst=worst_case()), then.case(worst=worst_case())
    found = [
        advice.ExposureEffect(
            int(node),
            (float(case.worst_inherited[node]), float(later.worst_inherited[node])),
            (float(case.combined[node]), float(later.combined[node])),
        )
        for node in view.companies
    ]
    return sorted(found, key=lambda one: (-abs(one.combined[1] - one.combined[0]), -one.combined[0], one.node))


@bp.get("/what-if")
@requires(Permission.HEATMAP_VIEW)
def what_if() -> str | Response:
    """Steps taken together: the group, its companies and the worst paths before and after."""
    view = snapshot()
    taken, unread = scenario.steps(view, request.args.getlist("do"))
    texts = [one.text(view) for one in taken]
    if request.args.get("what"):
        added = _added(view)
        return redirect(_address([*texts, added] if added else texts))
    then, worst = scenario.after(view, taken), worst_case()
    ways = [analysis_paths.worst_paths(one, one.case(worst=worst), SHOWN) for one in (view, then)]
    measures = answers.measures(view)
    nodes = {node for found in ways for way in found for node in way.nodes} | set(view.companies.tolist())
    nodes |= {node for one in taken for node in (one.node, one.other) if node >= 0} | {m.measure.node for m in measures}
    names = queries.node_names(view, nodes)
    origins = {way.origin for found in ways for way in found}
    return render_template(
        "exposure/what_if.html",
        **shared(view),
        assumed={node: step_words(one, names) for one in taken for node in (one.node, one.other) if node >= 0},
        steps=[
            (step_words(one, names), _address(texts[:place] + texts[place + 1 :])) for place, one in enumerate(taken)
        ],
        do=texts,
        unread=unread,
        group=[advice.group_exposure(one, worst=worst) for one in (view, then)],
        changes=_numbers(view, then),
        ways=ways,
        best=[
            (names[m.measure.node], _with_best(view, texts, measures[: place + 1])) for place, m in enumerate(measures)
        ],
        names=names,
        weakest=queries.weakest_sections(view, origins),
        worst_answers=worst_answers(view, origins),
        what_labels=_labels(),
    )


def _with_best(view: Snapshot, texts: Sequence[str], measures: Sequence[Chosen]) -> str:
    wanted = [ScenarioStep(What.WEAKEST.value, m.measure.node).text(view) for m in measures]
    return _address(list(dict.fromkeys([*texts, *wanted])))


def _labels() -> dict[str, str]:
    return {
        What.FAILS.value: _("Suffers an outage or breach"),
        What.LEAVES.value: _("All contracts end"),
        What.WEAKEST.value: _("Raises its weakest section to the target level"),
        What.TARGET.value: _("Reaches every target, with evidence"),
        INSTEAD: _("Is replaced by…"),
    }
