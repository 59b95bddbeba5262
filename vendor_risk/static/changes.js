// Trends come after the page: Plotly's script once, then each figure. The tables below hold the same numbers.
"use strict";

(() => {
  const boxes = [...document.querySelectorAll(".trend[data-figure]")];
  if (!boxes.length) return;

  const script = new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = boxes[0].dataset.script;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  const draw = async (box) => {
    const [response] = await Promise.all([fetch(box.dataset.figure, { headers: { Accept: "application/json" } }), script]);
    if (!response.ok) throw new Error(String(response.status));
    const figure = await response.json();
    box.replaceChildren();
    await window.Plotly.newPlot(box, figure.data, figure.layout, { responsive: true, displaylogo: false, displayModeBar: false });
    box.dataset.drawn = "1";
    for (const button of box.parentElement.querySelectorAll("[data-picture]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.Plotly.downloadImage(box, {
        format: button.dataset.picture, filename: button.dataset.name, width: Math.max(1200, box.clientWidth),
        height: figure.layout.height, scale: button.dataset.picture === "png" ? 2 : 1,
      }));
    }
  };

  for (const box of boxes) {
    draw(box).catch(() => { box.querySelector(".chart-wait")?.replaceChildren(document.createTextNode(box.dataset.failed)); });
  }
})();
