// A section's questions: every answer is saved at once. What the server has not acknowledged is kept in this browser, said so,
// and tried again: the rules of that are in `save_queue.js`, the way in `portal_sending.js`, both loaded before this.
// Without this script the section's form does the same by its button.
"use strict";

document.documentElement.classList.add("scripted");

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A text that is too long is never cut while it is pasted: it stays, and its field says by how much it is too long.
function watchLengths(place) {
  for (const field of place.querySelectorAll("textarea[maxlength], input[type=text][maxlength]:not([inputmode])")) {
    const words = place.dataset.textTooLong;
    const described = field.getAttribute("aria-describedby") ?? "";
    field.dataset.limit = field.maxLength;
    field.removeAttribute("maxlength");
    const said = Object.assign(document.createElement("p"), { className: "error", id: `long-${field.name}-${field.id}`, hidden: true });
    said.setAttribute("role", "alert");
    field.after(said);
    const look = () => {
      const over = tooLong(field.value, Number(field.dataset.limit));
      const text = over ? words.replace("{limit}", Number(field.dataset.limit).toLocaleString(document.documentElement.lang))
        .replace("{over}", over.toLocaleString(document.documentElement.lang)) : "";
      if (said.textContent !== text) said.textContent = text;
      said.hidden = over === 0;
      if (over) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      field.setAttribute("aria-describedby", over ? `${described} ${said.id}`.trim() : described);
    };
    field.addEventListener("input", look);
    look();
  }
}
for (const place of document.querySelectorAll("[data-text-too-long]")) watchLengths(place);

// A form with one file says that it is too big before it is sent, at the field.
for (const checked of document.querySelectorAll("form[data-size-checked]")) {
  const field = checked.querySelector("input[type=file]"), words = checked.dataset;
  const said = Object.assign(document.createElement("p"), { className: "error" });
  said.setAttribute("role", "alert");
  field.after(said);
  const look = () => {
    const [fault] = sortFiles([...field.files], Number(words.uploadLimitMb) * 2 ** 20).refused;
    const text = fault ? (fault.why === "big" ? words.textTooBig : words.textEmpty) : "";
    said.textContent = text.replace("{name}", fault?.name).replace("{limit}", words.uploadLimitMb);
    return !fault;
  };
  field.addEventListener("change", look);
  checked.addEventListener("submit", (event) => {
    if (look()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    field.focus();
  }, true);
}

// The fixed foot never covers what has the focus: the page scrolls as if it ended above it.
const foot = document.querySelector(".section-foot");
if (foot) {
  new ResizeObserver(() => document.documentElement.style.setProperty("--foot", `${foot.offsetHeight}px`)).observe(foot);
}

// What the keyboard reaches is shown whole: a level with its text, a field with all its lines.
let byKey = false;
document.addEventListener("keydown", () => { byKey = true; }, true);
document.addEventListener("pointerdown", () => { byKey = false; }, true);
document.addEventListener("focusin", (event) => {
  if (byKey && event.target.matches(".choice input, textarea")) (event.target.closest(".choice") ?? event.target).scrollIntoView({ block: "nearest" });
});

function start(form) {
  const words = form.dataset;
  const csrf = form.querySelector("[name=csrf_token]").value;
  const line = document.getElementById("save-state");
  const cards = new Map([...form.querySelectorAll("[data-open]")].map((card) => [card.dataset.question, card]));
  const queue = new SaveQueue(kept, words.store);
  const panel = new UnsentPanel(unsent, queue, (id) => !cards.has(id));
  const timers = new Map();
  const touched = new Map();
  let soon = 0;

  const versionField = (card) => card.querySelector(`[name="version${card.dataset.number}"]`);
  const say = (text, waiting = false) => {
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("waiting", waiting);
  };
  const sayCard = (card, text, waiting = false) => {
    const place = card.querySelector("[data-state]");
    place.textContent = text;
    place.classList.toggle("waiting", waiting);
  };
  const boxOf = (card) => card.querySelector(".question-message");
  // What must be said of an answer stands where the person is: below the level, the field or the row touched last.
  const message = (card, ...parts) => {
    const box = boxOf(card);
    if (parts.length === 0 && box.hidden) return;
    const near = touched.get(card)?.closest(".choice, .field, .field-line, .more, .table-row");
    if (parts.length && near && card.contains(near)) near.after(box);
    box.hidden = parts.length === 0;
    box.replaceChildren(...parts);
    if (!parts.length) return;
    card.setAttribute("aria-describedby", `t${card.dataset.number} ${box.id}`);
    if (!card.contains(document.activeElement)) return;
    requestAnimationFrame(() => requestAnimationFrame(() => box.scrollIntoView({ block: "nearest" }))); // the foot has grown by then
  };
  const reasonMessage = (card, text) => {
    const place = card.querySelector("[data-reason-message]");
    if (place && place.textContent !== text) place.textContent = text;
    const field = place?.parentElement.querySelector("textarea");
    if (text) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  };

  const sender = new Sender(queue, { answers: words.answers, csrf }, {
    sending: () => say(words.textSaving),
    waiting(id) {
      say(words.textWaiting, true);
      if (cards.has(id)) sayCard(cards.get(id), words.textWaiting, true);
    },
    settled,
    rest() {
      const held = queue.held();
      if (held.length) sayHeld(held);
      else if (queue.savedAny) say(words.textSaved);
      panel.show();
    },
  });
  panel.sender = sender;

  // "2 answers need your decision", and the way to the first of them.
  function sayHeld(held) {
    const first = cards.get(held.find((id) => cards.has(id)));
    const link = Object.assign(document.createElement("a"), {
      href: first ? `#${boxOf(first).id}` : "#unsent",
      textContent: (held.length === 1 ? words.textHeldOne : words.textHeldMany).replace("#", held.length),
    });
    if (line.textContent !== link.textContent) line.replaceChildren(link);
    line.classList.add("waiting");
  }

  // Kept in this browser at once; sent at once too, except while a key runs through the levels.
  function changed(card, pause = 0) {
    clearTimeout(timers.get(card));
    timers.delete(card);
    queue.put(card.dataset.question, readCard(card), Number(versionField(card).value), newKey());
    message(card);
    sayCard(card, words.textSaving);
    clearTimeout(soon);
    if (pause) soon = setTimeout(() => sender.send(), pause);
    else sender.send();
  }

  function settled(id, outcome, reply) {
    const card = cards.get(id);
    if (outcome.kind === "ended") {
      say(words.textEnded, true);
      if (card) sayCard(card, words.textNotTaken, true);
    }
    else if (!card) {
      if (outcome.kind === "clash") panel.clashes.set(id, outcome.current);
      if (outcome.kind === "refused") queue.entries[id].fault = outcome.text;
    } else if (outcome.kind === "clash") clash(card, id, outcome.current);
    else if (outcome.kind === "closed") {
      message(card, paragraph(outcome.text), paragraph(words.textClosed));
      sayCard(card, words.textNotTaken, true);
    } else if (outcome.kind === "refused") {
      message(card, paragraph(outcome.text));
      sayCard(card, words.textNotTaken, true);
    } else if (outcome.kind === "saved") {
      versionField(card).value = outcome.version;
      if (!outcome.all) return;
      sayCard(card, words.textSaved);
      mark(card, reply);
    }
  }

  function mark(card, saved) {
    card.classList.toggle("question-done", isDone(saved, fieldsOf(card).complete?.(card) ?? true));
    reasonMessage(card, lacksReason(saved) ? words.textReason : "");
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
    sayCard(card, words.textNotTaken, true);
    const said = inWords(card, theirs) + (theirs.comment ? `\n${theirs.comment}` : "");
    message(card, paragraph(words.textClash), quote(said),
      button(words.textMine, () => { versionField(card).value = theirs.version; back(card); changed(card); }),
      button(words.textTheirs, () => {
        queue.drop(id);
        versionField(card).value = theirs.version;
        back(card);
        writeCard(card, theirs);
        message(card);
        sayCard(card, words.textSaved);
        mark(card, theirs);
        sender.now();
      }));
  }
  // The button that is pressed goes away with its message: the focus returns to what was touched.
  const back = (card) => (touched.get(card)?.isConnected ? touched.get(card) : card.querySelector("input")).focus();

  for (const [id, card] of cards) {
    const typed = queue.resume(id);
    if (typed) { // before, and never acknowledged: show it again and send it
      writeCard(card, typed);
      sayCard(card, words.textWaiting, true);
    } else showReason(card);
  }
  queue.resumeAll();

  const cardOf = (event) => event.target.closest("[data-open]");
  const isEvidence = (field) => field.type === "file" || field.name.startsWith("r");
  function isTheAnswer(card) { // what was written in fields is the answer, not "not applicable" or "we do not know"
    const own = card.querySelector(`[name="s${card.dataset.number}"][value="="]`);
    if (own) { own.checked = true; showReason(card); }
  }
  form.addEventListener("change", (event) => {
    const card = cardOf(event);
    if (!card || isEvidence(event.target)) return;
    touched.set(card, event.target);
    if (event.target.type === "radio") showReason(card);
    if (event.target.name.startsWith("v")) isTheAnswer(card);
    changed(card, event.target.type === "radio" ? 250 : 0);
  });
  form.addEventListener("input", (event) => {
    const card = cardOf(event);
    if (!card || !["textarea", "text"].includes(event.target.type) || isEvidence(event.target)) return;
    touched.set(card, event.target);
    clearTimeout(timers.get(card));
    timers.set(card, setTimeout(() => changed(card), 900));
  });
  function changeRows(event) {
    const pressed = event.target.closest("[data-add-row], [data-remove-row]");
    if (!pressed) return false;
    event.preventDefault();
    const card = pressed.closest("[data-open]"), row = pressed.closest("[data-row]");
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
    touched.set(card, clear);
    changed(card);
  });

  const flush = () => { for (const card of [...timers.keys()]) changed(card); };
  // Leaving by the form's buttons: first everything is saved, and where that fails the page stays and says so.
  let passing = false;
  form.addEventListener("submit", async (event) => {
    const pressed = event.submitter;
    if (passing || (pressed && !["go", "still", "still_all"].includes(pressed.name))) return;
    event.preventDefault();
    flush();
    clearTimeout(soon);
    const ended = await sender.finish();
    const held = queue.held().find((id) => cards.has(id));
    if (held) {
      const box = boxOf(cards.get(held));
      box.scrollIntoView({ block: "center" });
      (box.querySelector("button") ?? box).focus({ preventScroll: true });
      return;
    }
    if (ended === "waiting" || ended === "ended") { line.focus(); return; }
    if (!navigator.onLine) { say(words.textOffline, true); line.focus(); return; } // all is saved, but no page would come
    const reasonless = [...cards.values()].find((card) => lacksReason(readCard(card)) && !("asked" in card.dataset));
    if (reasonless) { // once: whoever wants to think about it may go on
      reasonless.dataset.asked = "";
      reasonMessage(reasonless, words.textReason);
      reasonless.querySelector(`[name="n${reasonless.dataset.number}"]`).focus();
      return;
    }
    if (form.querySelector("[data-busy]")) { await busy(); }
    passing = true;
    setTimeout(() => form.requestSubmit(pressed)); // not inside the event that was stopped, where it would do nothing
  });
  // Files on their way arrive before the page is left.
  const busy = () => new Promise((resolve) => {
    const look = new MutationObserver(() => { if (!form.querySelector("[data-busy]")) { look.disconnect(); resolve(); } });
    look.observe(form, { subtree: true, attributes: true, attributeFilter: ["data-busy"] });
  });
  window.addEventListener("pagehide", () => { flush(); clearTimeout(soon); sender.send(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { passing = false; sender.now(); } });
  startEvidence(form, csrf, sender);
  sender.now();
}

// Last, when everything above is there: answers kept in this browser are written into their fields at once.
const form = document.getElementById("section-form");
if (form) start(form);
