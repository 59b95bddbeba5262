// Fields that complete: <input list="…"> whose <datalist data-suggest="address"> asks there for names that fit.
"use strict";

document.addEventListener("input", (event) => {
  const field = event.target.closest("input[list]");
  if (!field?.list?.dataset.suggest) return;
  clearTimeout(field.waiting);
  const typed = field.value.trim();
  if (typed.length < 1 || [...field.list.options].some((option) => option.value === typed)) return;
  field.waiting = setTimeout(async () => {
    const address = new URL(field.list.dataset.suggest, window.location.href);
    address.searchParams.set("q", typed);
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok || field.value.trim() !== typed) return;
    field.list.replaceChildren(...(await reply.json()).map((text) => new Option(text, text)));
  }, 180);
});
