// Saves every answer at once. What the server has not acknowledged is kept in this browser, said so, and tried again: the
// rules of that are in `save_queue.js`, loaded before this.
// Without this script the section's form does the same by its button.
"use strict";

document.documentElement.classList.add("scripted");

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

const kept = new KeptEntries(() => localStorage);

const note = document.getElementById("unsaved-note");
if (note && Object.keys(kept.read(note.dataset.store)).length) note.hidden = false;

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the fields of a question hold, by its data-value-of: `read` gives the value or null, `write` shows one (null: none),
// `words` says one. The server's registry of kinds names these; a question with another name cannot be read at all.
const boxesOf = (card) => [...card.querySelectorAll(`[name="v${card.dataset.number}"]`)];
const labelOf = (card, value) => card.querySelector(`[value="${CSS.escape(value)}"]`)?.closest("label")?.textContent.trim() ?? value;
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

function start(form) {
  const words = form.dataset;
  const csrf = form.querySelector("[name=csrf_token]").value;
  const line = document.getElementById("save-state");
  const cards = new Map([...form.querySelectorAll("[data-open]")].map((card) => [card.dataset.question, card]));
  const queue = new SaveQueue(kept, words.store);
  const timers = new Map();
  let sending = false;

  const versionField = (card) => card.querySelector(`[name="version${card.dataset.number}"]`);
  const say = (text, waiting = false) => { line.textContent = text; line.classList.toggle("waiting", waiting); };
  const sayCard = (card, text, waiting = false) => {
    const place = card.querySelector("[data-state]");
    place.textContent = text;
    place.classList.toggle("waiting", waiting);
  };
  const message = (card, ...parts) => {
    const box = card.querySelector(".question-message");
    box.replaceChildren(...parts);
    box.hidden = parts.length === 0;
    if (parts.length) card.setAttribute("aria-describedby", `t${card.dataset.number} ${box.id}`);
  };
  const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text });
  const button = (text, action) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: text });
    made.addEventListener("click", action);
    return made;
  };

  function changed(card) {
    clearTimeout(timers.get(card));
    timers.delete(card);
    queue.put(card.dataset.question, readCard(card), Number(versionField(card).value), newKey());
    message(card);
    sayCard(card, words.textSaving);
    send();
  }

  async function send() {
    if (sending || queue.ended) return;
    const id = queue.next();
    if (id === undefined) {
      if (queue.savedAny && queue.isEmpty()) say(words.textSaved);
      return;
    }
    sending = true;
    say(words.textSaving);
    const entry = queue.entries[id];
    let retry = false;
    try {
      const response = await fetch(words.answers, {
        method: "PUT", keepalive: true,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
        body: JSON.stringify(SaveQueue.request(id, entry)),
      });
      retry = SaveQueue.isTemporary(response.status);
      if (!retry) settle(id, entry, response.status, await response.json().catch(() => ({})));
    } catch { retry = true; }
    sending = false;
    if (retry) {
      say(words.textWaiting, true);
      if (cards.has(id)) sayCard(cards.get(id), words.textWaiting, true);
      setTimeout(send, queue.later() * 1000);
    } else {
      queue.atOnce();
      send();
    }
  }

  function settle(id, entry, status, reply) {
    const card = cards.get(id), outcome = queue.settle(id, entry, status, reply, Boolean(card));
    if (outcome.kind === "ended") say(words.textEnded, true);
    else if (outcome.kind === "clash") clash(card, id, outcome.current);
    else if (outcome.kind === "refused" && card) {
      message(card, paragraph(outcome.text));
      sayCard(card, "");
    } else if (outcome.kind === "refused") say(outcome.text, true);
    else if (outcome.kind === "saved" && card) {
      versionField(card).value = outcome.version;
      if (!outcome.all) return;
      sayCard(card, words.textSaved);
      mark(card, reply);
    }
  }

  function mark(card, saved) {
    card.classList.toggle("question-done", isDone(saved, fieldsOf(card).complete?.(card) ?? true));
    if (lacksReason(saved)) message(card, paragraph(words.textReason));
    const bar = form.querySelector(".section-count progress"), text = form.querySelector(".section-count .progress-text");
    const done = form.querySelectorAll(".question-done").length;
    bar.value = done;
    text.textContent = `${done}/${bar.max}`;
  }

  function inWords(card, content) {
    if (content.state === "na") return `${words.textNa}: ${content.na_reason}`;
    if (content.state === "unknown") return words.textUnknown;
    if (content.state === "blank") return words.textBlank;
    return fieldsOf(card).words(card, content.value);
  }

  function clash(card, id, theirs) {
    sayCard(card, words.textWaiting, true);
    const said = inWords(card, theirs) + (theirs.comment ? `\n${theirs.comment}` : "");
    const quote = Object.assign(document.createElement("blockquote"), { className: "pre", textContent: said });
    message(card, paragraph(words.textClash), quote,
      button(words.textMine, () => { versionField(card).value = theirs.version; changed(card); }),
      button(words.textTheirs, () => {
        queue.drop(id);
        versionField(card).value = theirs.version;
        writeCard(card, theirs);
        message(card);
        sayCard(card, words.textSaved);
        mark(card, theirs);
      }));
  }

  for (const [id, card] of cards) {
    const typed = queue.resume(id);
    if (typed) { // before, and never acknowledged: show it again and send it
      writeCard(card, typed);
      sayCard(card, words.textWaiting, true);
    } else showReason(card);
  }
  function isTheAnswer(card) { // what was written in fields is the answer, not "not applicable" or "we do not know"
    const own = card.querySelector(`[name="s${card.dataset.number}"][value="="]`);
    if (own) { own.checked = true; showReason(card); }
  }
  form.addEventListener("change", (event) => {
    const card = event.target.closest("[data-open]");
    if (!card || event.target.type === "file" || event.target.name.startsWith("r")) return;
    if (event.target.type === "radio") showReason(card);
    if (event.target.name.startsWith("v")) isTheAnswer(card);
    changed(card);
  });
  form.addEventListener("input", (event) => {
    const card = event.target.closest("[data-open]");
    if (!card || !["textarea", "text"].includes(event.target.type) || event.target.name.startsWith("r")) return;
    clearTimeout(timers.get(card));
    timers.set(card, setTimeout(() => changed(card), 900));
  });
  function changeRows(event) {
    const button = event.target.closest("[data-add-row], [data-remove-row]");
    if (!button) return false;
    event.preventDefault();
    const card = button.closest("[data-open]"), row = button.closest("[data-row]");
    if (row) {
      const near = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
      row.remove();
      table.settle(card);
      (near?.isConnected ? near : card.querySelector("[data-row]")).querySelector("[data-cell]").focus();
      changed(card);
    } else {
      const added = table.add(card);
      table.settle(card);
      added.querySelector("[data-cell]").focus();
    }
    return true;
  }
  form.addEventListener("click", (event) => {
    if (changeRows(event)) return;
    const clear = event.target.closest("button[name=clear]");
    if (!clear) return;
    event.preventDefault();
    const card = clear.closest("[data-open]");
    writeCard(card, { state: "blank", value: null, comment: readCard(card).comment, na_reason: "" });
    changed(card);
  });
  form.addEventListener("submit", () => { for (const card of timers.keys()) clearTimeout(timers.get(card)); });
  window.addEventListener("pagehide", () => { for (const card of [...timers.keys()]) changed(card); });
  window.addEventListener("online", () => { queue.atOnce(); send(); });
  send();
}

// Last, when everything above is there: answers kept in this browser are written into their fields at once.
const form = document.getElementById("section-form");
if (form) start(form);
