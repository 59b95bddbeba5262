// What every page needs: the menu on a phone, questions before something irreversible, filters that apply themselves.
"use strict";

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle]");
  if (!toggle) return;
  const target = document.getElementById(toggle.dataset.toggle);
  const open = target.classList.toggle("open");
  toggle.setAttribute("aria-expanded", String(open));
});

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// A list wider than its frame is scrolled by keyboard too.
const reachable = () => {
  for (const frame of document.querySelectorAll(".table-wrap")) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  }
};
document.addEventListener("DOMContentLoaded", reachable);
window.addEventListener("resize", reachable);

document.addEventListener("change", (event) => {
  const form = event.target.form?.matches("[data-auto-submit]") ? event.target.form : null;
  if (form) form.requestSubmit();
});

// One key leads to the search from anywhere that is not a field.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
