// What is a heatmap's own: names said in each cell, and a click that leads to the assessment's section or into the group.
"use strict";

(() => {
  const box = document.getElementById("heatmap");
  if (!box) return;

  const follow = (meta, point) => {
    const assessment = meta.rows[point.y];
    const column = meta.columns[point.pointIndex ? point.pointIndex[1] : 0];
    if (assessment) {
      const cell = box.dataset.cell.replace("/0/", `/${assessment}/`);
      window.location.href = cell.replace("SECTION", encodeURIComponent(column));
    } else if (box.dataset.group) {
      window.location.href = box.dataset.group.replace("GROUP", encodeURIComponent(meta.keys[point.y]));
    }
  };

  box.addEventListener("figure", ({ detail: figure }) => { // sent once a row, said in each cell
    const width = figure.meta.columns.length;
    figure.data[0].hovertext = figure.meta.names.map((name) => Array(width).fill(name));
  });
  box.addEventListener("drawn", ({ detail: meta }) => {
    box.on("plotly_click", (event) => follow(meta, event.points[0]));
  });
})();
