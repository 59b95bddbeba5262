// Choosing rows of a list: tick a whole page at once, and see on the button how many are ticked.
"use strict";

const all = document.querySelector("[data-tick-all]");
if (all) {
  const boxes = [...document.querySelectorAll("[data-tick]")];
  const button = document.querySelector("[data-ticked-count]");
  const [before, after] = document.documentElement.lang === "ja" ? ["（", "）"] : [" (", ")"];
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    button.textContent = `${button.dataset.tickedCount}${before}${ticked}${after}`;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; count(); });
  document.addEventListener("change", (event) => { if ("tick" in event.target.dataset) count(); });
  count();
}
