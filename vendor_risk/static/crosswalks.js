// Proposals: how many are ticked, and ticking all that are at least so sure. Without script every box works by itself.
"use strict";
(() => {
  const form = document.querySelector("[data-proposals]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=take]")];
  const ticks = form.querySelector("[data-ticks]");
  const least = form.querySelector("[data-least]");
  const tell = () => {
    const number = boxes.filter((box) => box.checked).length;
    ticks.textContent = ticks.dataset.text.replace("{number}", number).replace("{all}", ticks.dataset.of);
  };
  ticks.hidden = least.hidden = false;
  least.querySelector("select").addEventListener("change", (event) => {
    const bound = Number(event.target.value);
    for (const box of boxes) {
      const chosen = form.elements[`level|${box.value}`].value !== "";
      box.checked = Number(box.dataset.sure) >= bound && (chosen || !("words" in box.dataset));
    }
    tell();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name && event.target.name.startsWith("level|") && event.target.value !== "") {
      const box = boxes.find((one) => one.value === event.target.name.slice(6));
      if (box) box.checked = true;
    }
    tell();
  });
  tell();
})();
