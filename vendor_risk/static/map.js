// The map of the chain: whoever is pointed at (or focused in the table) lights up all that rests on it and all it rests on.
// Drawn into an SVG of its own above the chart: redrawing the chart itself takes half a second, this a few milliseconds.
"use strict";

(() => {
  const box = document.getElementById("chain-map");
  if (!box) return;
  const SVG = "http://www.w3.org/2000/svg";
  const NAMED = 40, CLEARANCE = 15;

  const numbers = (typed) => new Int32Array(Uint8Array.from(atob(typed.bdata), (c) => c.charCodeAt(0)).buffer);

  const neighbours = (count, from, to) => { // position → positions, in compressed rows
    const start = new Int32Array(count + 1);
    for (const end of from) start[end + 1] += 1;
    for (let i = 0; i < count; i += 1) start[i + 1] += start[i];
    const next = start.slice(0, count), others = new Int32Array(from.length);
    from.forEach((end, edge) => { others[next[end]] = to[edge]; next[end] += 1; });
    return { start, others };
  };

  const walk = ({ start, others }, first) => { // everyone reached, and the edges on the way
    const seen = new Set([first]), edges = [];
    for (const at of seen) { // a Set goes on to what is added meanwhile
      for (let i = start[at]; i < start[at + 1]; i += 1) { edges.push([at, others[i]]); seen.add(others[i]); }
    }
    return { seen, edges };
  };

  box.addEventListener("drawn", (drawn) => {
    const meta = drawn.detail;
    const count = meta.names.length, buyer = numbers(meta.buyer), supplier = numbers(meta.supplier);
    const down = neighbours(count, buyer, supplier), up = neighbours(count, supplier, buyer);
    const data = box.data[box.data.length - 1], marks = box._fullData[box._fullData.length - 1];
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "map-trace");
    svg.setAttribute("aria-hidden", "true");
    box.append(svg);
    const add = (tag, attributes, text) => {
      const element = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      if (text) element.textContent = text;
      svg.append(element);
    };
    const spot = (at) => {
      const { xaxis, yaxis } = box._fullLayout;
      return [xaxis._offset + xaxis.l2p(marks.x[at]), yaxis._offset + yaxis.l2p(marks.y[at])];
    };
    let lit = -1;

    const light = (at) => {
      lit = at;
      svg.replaceChildren();
      box.classList.toggle("tracing", at >= 0);
      if (at < 0) return;
      svg.setAttribute("viewBox", `0 0 ${box.clientWidth} ${box.clientHeight}`);
      for (const [ways, name] of [[walk(up, at), "up"], [walk(down, at), "down"]]) {
        const path = ways.edges.map(([from, to]) => {
          const [x0, y0] = spot(from), [x1, y1] = spot(to), middle = (x0 + x1) / 2;
          const [one, bend, other] = [y0.toFixed(1), middle.toFixed(1), y1.toFixed(1)];
          return `M${x0.toFixed(1)} ${one}C${bend} ${one} ${bend} ${other} ${x1.toFixed(1)} ${other}`;
        });
        add("path", { d: path.join(""), class: `trace-${name}` });
        name_all(ways.seen, at);
      }
    };

    const name_all = (seen, first) => { // dots, and as many names as have room, nearest first
      const taken = {};
      let named = 0;
      for (const at of seen) {
        const [x, y] = spot(at), column = Math.round(x);
        add("circle", { cx: x, cy: y, r: at === first ? 8 : 5, class: at === first ? "trace-self" : "trace-dot" });
        taken[column] ||= [];
        if (named >= NAMED || taken[column].some((other) => Math.abs(other - y) < CLEARANCE)) continue;
        taken[column].push(y);
        named += 1;
        const left = data.textposition[at] === "middle left";
        add("text", { x: x + (left ? -11 : 11), y: y + 4, class: "trace-name", "text-anchor": left ? "end" : "start" }, meta.names[at]);
      }
    };

    box.on("plotly_hover", (event) => { const at = event.points[0]; if (at.data === data) light(at.pointNumber); });
    box.on("plotly_unhover", () => light(-1));
    box.on("plotly_relayout", () => light(lit));
    const place = new Map(meta.ids.map((id, at) => [String(id), at]));
    for (const row of document.querySelectorAll("[data-organization]")) {
      const at = place.get(row.dataset.organization);
      if (at === undefined) continue;
      row.addEventListener("focusin", () => light(at));
      row.addEventListener("focusout", () => light(-1));
      row.addEventListener("mouseenter", () => light(at));
      row.addEventListener("mouseleave", () => light(-1));
    }
  });
})();
