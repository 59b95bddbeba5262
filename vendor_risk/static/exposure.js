// The map comes after the page: Plotly's script and the figure are fetched when the page stands, then it is drawn.
"use strict";

(() => {
  const box = document.getElementById("chain-map");
  if (!box) return;

  const script = () => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = box.dataset.script;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  const draw = async () => {
    const [response] = await Promise.all([fetch(box.dataset.figure, { headers: { Accept: "application/json" } }), script()]);
    if (!response.ok) throw new Error(String(response.status));
    const figure = await response.json();
    box.replaceChildren();
    await window.Plotly.newPlot(box, figure.data, figure.layout, { responsive: true, displaylogo: false, displayModeBar: false, scrollZoom: true });
    box.dataset.drawn = "1";
    box.on("plotly_click", (event) => {
      const id = figure.meta.ids[event.points[0].pointIndex];
      if (id) window.location.href = box.dataset.node.replace(/0$/, String(id));
    });
  };

  draw().catch(() => { box.querySelector(".chart-wait")?.replaceChildren(document.createTextNode("…")); });
})();
