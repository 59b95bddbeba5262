"""Arrows only go down inside a feature too: no module imports, over whatever way, one that imports it."""

import grimp
import networkx


def test_no_modules_import_each_other_in_a_circle():
    imports = grimp.build_graph("vendor_risk", cache_dir=None)
    arrows = networkx.DiGraph(
        (importer, imported)
        for importer in imports.modules
        for imported in imports.find_modules_directly_imported_by(importer)
    )
    assert arrows.number_of_edges() > 1000
    circles = [sorted(circle) for circle in networkx.strongly_connected_components(arrows) if len(circle) > 1]
    assert not circles
