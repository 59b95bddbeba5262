// Import pages: a file may be dropped instead of chosen, and corrections apply themselves. Everything works without.
"use strict";

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const hint = zone.querySelector(".drop-hint");
  if (hint) hint.hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    if (input.form.checkValidity()) input.form.requestSubmit();
  });
  input.form.addEventListener("submit", () => zone.classList.add("sending"));
}
