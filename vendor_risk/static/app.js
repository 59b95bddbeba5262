// What every page needs: the menu on a phone, questions before something irreversible, filters that apply themselves,
// and parts that are folded up.
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

// A browser prints what is folded up only when it is unfolded.
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) { part.dataset.folded = ""; part.open = true; }
});
window.addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-folded]")) { part.open = false; delete part.dataset.folded; }
});

// Who follows a link to a part that is folded up finds it unfolded.
const unfold = () => {
  const part = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const fold = part?.closest("details.fold:not([open])");
  if (!fold) return;
  fold.open = true;
  part.scrollIntoView();
};
document.addEventListener("DOMContentLoaded", unfold);
window.addEventListener("hashchange", unfold);
document.addEventListener("click", (event) => {
  if (event.target.closest('a[href^="#"]')) setTimeout(unfold); // the same link a second time changes no address
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

// Changing the language loads the page anew: what was typed comes along. Passwords, files and hidden fields do not.
const KEPT = "typed before the language changed";
const NOT_TYPED = ["hidden", "password", "file", "submit", "button"];
const entry = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
const typed = () =>
  [...document.querySelectorAll("main form[method=post i]")]
    .flatMap((form) => [...form.elements])
    .filter((field) => field.name && !NOT_TYPED.includes(field.type));
const first = new WeakMap();
const keepTyped = () => {
  const refused = document.querySelector("main [aria-invalid=true]") !== null; // typed, and given back with a fault
  const entries = typed()
    .map((field, place) => ({ place, name: field.name, value: entry(field), news: refused || entry(field) !== first.get(field) }))
    .filter((kept) => kept.news);
  if (entries.length) sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, entries }));
};
document.addEventListener("click", (event) => {
  if (event.target.closest(".languages a[lang], .languages button[lang]")) keepTyped();
});
document.addEventListener("DOMContentLoaded", () => {
  const fields = typed();
  for (const field of fields) first.set(field, entry(field));
  const text = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  const kept = text ? JSON.parse(text) : null;
  if (kept?.path !== location.pathname) return;
  for (const { place, name, value } of kept.entries) {
    const field = fields[place];
    if (field?.name !== name) continue;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
  }
});
