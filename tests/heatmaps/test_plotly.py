"""The smaller script: every chart we draw is in it, nothing it needs is missing, and an unknown script is not cut."""

import ast
from pathlib import Path

import pytest

import vendor_risk
from vendor_risk.heatmaps import plotly
from vendor_risk.heatmaps.plotly_cut import UnknownShapeError, cut

OPEN = "/* a licence */ (()=>{var Plotly=(()=>{"
HELPERS = "var Q=(e,t)=>()=>{return t||e((t={exports:{}}).exports,t),t.exports};var Ex=(e,t)=>{};"
CLOSE = "return ent();})();\n/* more licences */\nwindow.Plotly=Plotly;})();\n"


def bundle(*modules, register="pie(),bar()"):
    """A script built as Plotly's is, in small."""
    core = "var core=Q((a,b)=>{b.exports={register(x){}}});"
    kinds = "".join(
        f'var {kind}Mod=Q((a,b)=>{{b.exports={{moduleType:"trace",name:"{kind}",x:{kind}Needs()}}}});'
        f"var {kind}=Q((a,b)=>{{b.exports={kind}Mod()}});"
        for kind in ("pie", "bar")
    )
    entry = f"var ent=Q((a,b)=>{{var c=core();c.register([{register}]);b.exports=c}});"
    return OPEN + HELPERS + "".join(modules) + core + kinds + entry + CLOSE


PLAIN = "var pieNeeds=Q((a,b)=>{b.exports='of the pie'});", "var barNeeds=Q((a,b)=>{b.exports='of the bar'});"


def test_what_only_an_unwanted_kind_needs_is_left_out_and_all_else_stays():
    found = cut(bundle(*PLAIN), {"bar"})
    assert "of the bar" in found
    assert "of the pie" not in found
    assert "c.register([bar()])" in found
    assert found.startswith(OPEN + HELPERS)
    assert found.endswith(CLOSE)


@pytest.mark.parametrize(
    "hard",
    [
        "var x=/[/'\"`{]/g.test(a);",
        'var x=\'}\';var y="{;\\"";',
        "var x=`}${a?`{${b}`:'`'};`;",
        "/* } ; ' */ var x=1;// }\n",
        "var x=a/b/2;",
    ],
)
def test_brackets_in_texts_and_patterns_are_no_brackets(hard):
    module = f"var pieNeeds=Q((a,b)=>{{{hard}b.exports='of the pie'}});"
    assert "of the pie" not in cut(bundle(module, PLAIN[1]), {"bar"})
    assert hard in cut(bundle(module, PLAIN[1]), {"pie"})


def test_functions_and_exported_names_are_kept_for_who_uses_them():
    lazy = "function half(e){return e/2}var deep,space={};Ex(space,{half:()=>half});var start=La(()=>{deep=half(4)});"
    uses = "var barNeeds=Q((a,b)=>{b.exports=(start(),Go(space)).half});"
    found = cut(bundle(PLAIN[0], lazy, uses), {"bar"})
    assert lazy in found
    assert "half" not in cut(bundle(PLAIN[0], lazy, uses), {"pie"})


@pytest.mark.parametrize("script", ["", "var Plotly=1", OPEN, OPEN + "var a='", bundle(*PLAIN).replace("ent()", "1")])
def test_a_script_of_another_shape_is_refused(script):
    with pytest.raises(UnknownShapeError):
        cut(script, {"bar"})


def test_a_kind_that_is_not_there_is_refused():
    with pytest.raises(UnknownShapeError, match="radar"):
        cut(bundle(*PLAIN), {"bar", "radar"})


def test_the_script_sent_has_our_kinds_keeps_its_licences_and_is_small():
    script, whole = plotly.script().decode(), plotly.whole().decode()
    assert script.startswith(whole[:150])
    assert script.endswith(whole[-1000:])
    for kind in plotly.KINDS:
        assert f'moduleType:"trace",name:"{kind}"' in script
    assert 'moduleType:"trace",name:"surface"' in whole
    assert 'moduleType:"trace",name:"surface"' not in script
    assert max(map(len, plotly.compressed().values())) < 550_000


def test_an_unknown_script_is_sent_whole(monkeypatch):
    monkeypatch.setattr(plotly, "whole", lambda: b"// another Plotly")
    assert plotly.script.__wrapped__() == b"// another Plotly"


def test_every_kind_of_chart_drawn_anywhere_is_in_the_script():
    whole = plotly.whole().decode()
    drawn = {
        value.value
        for file in Path(vendor_risk.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant)
    }
    kinds = {kind for kind in drawn if f'moduleType:"trace",name:"{kind}"' in whole}
    assert "heatmap" in kinds
    assert kinds <= plotly.KINDS | {"scatter"}
