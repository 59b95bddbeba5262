// Charts come after the page: Plotly's script is fetched once, then each [data-figure] is fetched and drawn. A page's own
// script hears of it by two events of the box: "figure" (the figure, before it is drawn) and "drawn" (its `meta`).
// `meta` also says where a click leads: "hrefs" by the number of the point, or "grid" by row and column.
"use strict";

(() => {
  const boxes = [...document.querySelectorAll(".chart[data-figure]")];
  if (!boxes.length) return;

  const script = new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = boxes[0].dataset.script;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  const target = (meta, point) => {
    if (point.source && point.target) return null; // a band of a flow, not one of its ends
    if (meta?.grid) return (meta.grid[point.pointIndex[0]] || [])[point.pointIndex[1]];
    return (meta?.hrefs || [])[point.pointNumber ?? point.pointIndex];
  };

  const followClicks = (box, figure) => {
    box.on(figure.data[0].type === "treemap" ? "plotly_treemapclick" : "plotly_click", (event) => {
      const href = target(figure.meta, event.points[0]);
      if (!href) return true;
      window.location.href = href;
      return false;
    });
  };

  const offerPictures = (box, layout) => {
    for (const button of (box.closest("figure, section") ?? document).querySelectorAll("[data-picture]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.Plotly.downloadImage(box, {
        format: button.dataset.picture,
        filename: button.dataset.name,
        width: Math.max(1200, box.clientWidth),
        height: layout.height || 700,
        scale: button.dataset.picture === "png" ? 2 : 1,
      }));
    }
  };

  const draw = async (box) => {
    const [response] = await Promise.all([
      fetch(box.dataset.figure, { headers: { Accept: "application/json" } }),
      script,
    ]);
    if (!response.ok) throw new Error(String(response.status));
    const figure = await response.json();
    box.dispatchEvent(new CustomEvent("figure", { detail: figure }));
    box.replaceChildren();
    await window.Plotly.newPlot(box, figure.data, figure.layout, {
      responsive: true,
      displaylogo: false,
      displayModeBar: false,
      scrollZoom: box.dataset.zoom === "1",
    });
    box.dataset.drawn = "1";
    box.dispatchEvent(new CustomEvent("drawn", { detail: figure.meta }));
    followClicks(box, figure);
    offerPictures(box, figure.layout);
  };

  const sayFailed = (box) => {
    const text = { className: "muted chart-wait", textContent: box.dataset.failed || "…" };
    box.replaceChildren(Object.assign(document.createElement("p"), text));
  };

  for (const box of boxes) draw(box).catch(() => sayFailed(box));
})();
