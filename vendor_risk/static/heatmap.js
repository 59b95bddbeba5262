// The chart comes after the page: its script is asked for when the page stands, then the figure is fetched and drawn.
"use strict";

(() => {
  const box = document.getElementById("heatmap");
  if (!box) return;

  const script = () => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = box.dataset.script;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  const follow = (meta, point) => {
    const assessment = meta.rows[point.y];
    const column = meta.columns[point.pointIndex ? point.pointIndex[1] : 0];
    if (assessment) {
      window.location.href = box.dataset.cell.replace("/0/", `/${assessment}/`).replace("SECTION", encodeURIComponent(column));
    } else if (box.dataset.group) {
      window.location.href = box.dataset.group.replace("GROUP", encodeURIComponent(meta.keys[point.y]));
    }
  };

  const draw = async () => {
    const [response] = await Promise.all([fetch(box.dataset.figure, { headers: { Accept: "application/json" } }), script()]);
    if (!response.ok) throw new Error(String(response.status));
    const figure = await response.json();
    const width = figure.meta.columns.length;
    figure.data[0].hovertext = figure.meta.names.map((name) => Array(width).fill(name)); // sent once a row, said in each cell
    box.replaceChildren();
    await window.Plotly.newPlot(box, figure.data, figure.layout, { responsive: true, displaylogo: false, displayModeBar: false });
    box.dataset.drawn = "1";
    box.on("plotly_click", (event) => follow(figure.meta, event.points[0]));
    for (const button of document.querySelectorAll("[data-picture]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.Plotly.downloadImage(box, {
        format: button.dataset.picture, filename: button.dataset.name, width: Math.max(1200, box.clientWidth),
        height: figure.layout.height, scale: button.dataset.picture === "png" ? 2 : 1,
      }));
    }
  };

  draw().catch(() => { box.querySelector(".chart-wait")?.replaceChildren(document.createTextNode(box.dataset.failed)); });
})();
