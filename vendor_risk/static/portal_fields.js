// What the fields of a question hold, and back: `value_of` of the server's registry of kinds names one of `VALUES`.
"use strict";

// What the fields of a question hold, by its data-value-of: `read` gives the value or null, `write` shows one (null: none),
// `words` says one. The server's registry of kinds names these; a question with another name cannot be read at all.
const boxesOf = (card) => [...card.querySelectorAll(`[name="v${card.dataset.number}"]`)];
const labelOf = (card, value) => {
  const label = card.querySelector(`[value="${CSS.escape(value)}"]`)?.closest("label");
  const parts = label?.querySelectorAll(".choice-level, .choice-text > *") ?? [];
  return parts.length ? Array.from(parts, (part) => part.textContent.trim()).join(" ") : value;
};
const chosenOf = (card) => card.querySelector(`[name="s${card.dataset.number}"]:checked`)?.value ?? "";
const radio = {
  read: (card) => chosenOf(card).startsWith("=") ? chosenOf(card).slice(1) || null : null,
  write: () => {},
  chosen: (value) => `=${value}`,
  words: (card, value) => labelOf(card, `=${value}`),
};
const text = {
  read: (card) => { const written = boxesOf(card)[0].value; return written.trim() === "" ? null : written; },
  write: (card, value) => { boxesOf(card)[0].value = value ?? ""; },
  words: (_card, value) => String(value),
};
const table = {
  cells: (row) => [...row.querySelectorAll("[data-cell]")],
  read(card) {
    const rows = [...card.querySelectorAll("[data-row]")].map((row) => this.cells(row).map((field) => field.value.trim() === "" ? null : field.value));
    return rows.some((row) => row.some((cell) => cell !== null)) ? rows : null;
  },
  write(card, value) {
    for (const row of card.querySelectorAll("[data-row]")) row.remove();
    for (const cells of value ?? []) this.add(card, cells);
    this.settle(card);
  },
  words: (_card, value) => value.map((row) => row.filter((cell) => cell !== null).join(" / ")).join("\n"),
  // Whether every row that says something has all its required cells.
  complete(card) {
    const empty = (field) => field.value.trim() === "";
    const lacking = (field) => field.matches("[data-required] *") && empty(field);
    return [...card.querySelectorAll("[data-row]")].every((row) => this.cells(row).every(empty) || !this.cells(row).some(lacking));
  },
  add(card, cells) {
    const box = card.querySelector("[data-table]"), template = box.querySelector("[data-row-template]");
    const row = template.content.firstElementChild.cloneNode(true);
    const written = { true: "yes", false: "no", null: "" };
    this.cells(row).forEach((field, place) => { field.value = written[cells?.[place] ?? null] ?? String(cells[place]); });
    box.insertBefore(row, template);
    return row;
  },
  // One row at least, each with its number, and no more than the question allows.
  settle(card) {
    const box = card.querySelector("[data-table]");
    if (!box.querySelector("[data-row]")) this.add(card);
    const rows = [...box.querySelectorAll("[data-row]")];
    rows.forEach((row, place) => row.setAttribute("aria-label", box.dataset.rowTitle.replace("#", place + 1)));
    card.querySelector("[data-add-row]").disabled = rows.length >= Number(box.dataset.maxRows);
  },
};
const VALUES = {
  radio, text, table,
  level: { ...radio, read: (card) => { const level = radio.read(card); return level === null ? null : Number(level); } },
  boxes: {
    read(card) { const found = boxesOf(card).filter((box) => box.checked).map((box) => box.value).sort(); return found.length ? found : null; },
    write(card, value) { for (const box of boxesOf(card)) box.checked = value?.includes(box.value) ?? false; },
    words: (card, value) => value.map((one) => labelOf(card, one)).join(" / "),
  },
  number: {
    ...text,
    read(card) {
      const written = text.read(card), number = written === null ? NaN : Number(written.replaceAll(",", "").normalize("NFKC"));
      return Number.isFinite(number) ? number : written;
    },
  },
};
const fieldsOf = (card) => VALUES[card.dataset.valueOf];

// The fields of one question as an answer, and back.
function readCard(card) {
  const n = card.dataset.number;
  const field = (name) => card.querySelector(`[name="${name}${n}"]`);
  const chosen = chosenOf(card);
  const content = { state: "blank", value: null, comment: field("c")?.value ?? "", na_reason: "" };
  if (chosen === "na" || chosen === "unknown") {
    content.state = chosen;
    if (chosen === "na") content.na_reason = field("n")?.value ?? "";
    return content;
  }
  const value = fieldsOf(card).read(card);
  if (value !== null) { content.state = "answered"; content.value = value; }
  return content;
}

function writeCard(card, content) {
  const n = card.dataset.number, fields = fieldsOf(card), answered = content.state === "answered";
  const wanted = answered && fields.chosen ? fields.chosen(content.value) : answered || content.state === "blank" ? "=" : content.state;
  for (const button of card.querySelectorAll(`[name="s${n}"]`)) button.checked = button.value === wanted;
  fields.write(card, answered ? content.value : null);
  for (const [name, key] of [["c", "comment"], ["n", "na_reason"]]) {
    const field = card.querySelector(`[name="${name}${n}"]`);
    if (field) field.value = content[key] ?? "";
  }
  showReason(card);
}

function showReason(card) {
  const box = card.querySelector("[data-na-reason]");
  if (box) box.hidden = card.querySelector(`[name="s${card.dataset.number}"]:checked`)?.value !== "na";
}
