// Fields that complete: <input list="…" data-suggest="address"> asks the address for names that fit what was typed.
"use strict";

document.addEventListener("input", (event) => {
  const field = event.target.closest("input[data-suggest]");
  if (!field) return;
  clearTimeout(field.waiting);
  const typed = field.value.trim();
  if (typed.length < 1 || [...field.list.options].some((option) => option.value === typed)) return;
  field.waiting = setTimeout(async () => {
    const address = new URL(field.dataset.suggest, window.location.href);
    address.searchParams.set("q", typed);
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok || field.value.trim() !== typed) return;
    field.list.replaceChildren(...(await reply.json()).map((text) => new Option(text, text)));
  }, 180);
});
