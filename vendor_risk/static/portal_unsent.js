// Answers that are in this browser only, on the pages around the questions: they are sent from there, and nothing may be
// submitted before. What cannot be sent is listed with its text, and with what to do about it.
"use strict";

class UnsentPanel {
  // `elsewhere(id)`: whether the question's own fields on this page do not show it already.
  constructor(place, queue, elsewhere) {
    Object.assign(this, { place, queue, elsewhere, clashes: new Map(), questions: null });
    this.state = place.querySelector("[data-unsent-state]");
    this.list = place.querySelector("[data-unsent-list]");
    this.sender = null;
  }

  say(text) {
    this.place.hidden = false;
    if (this.state.textContent !== text) this.state.textContent = text;
  }

  // The list of what waits for a person; nothing is shown when nothing does.
  async show() {
    const held = this.queue.held().filter((id) => this.elsewhere(id));
    if (held.length === 0) { this.place.hidden = true; this.list.replaceChildren(); return; }
    const words = this.place.dataset, late = held.some((id) => this.queue.entries[id].closed);
    this.questions ??= await fetch(words.questions, { headers: { Accept: "application/json" } }).then((reply) => reply.json()).catch(() => null);
    this.say(late ? this.questions?.closed || this.queue.entries[held.find((id) => this.queue.entries[id].closed)].closed : words.textDecide);
    this.list.replaceChildren(...held.map((id) => this.item(id)));
  }

  item(id) {
    const entry = this.queue.entries[id], question = this.questions?.questions[id], words = this.place.dataset;
    const item = document.createElement("li");
    const heading = Object.assign(document.createElement(question ? "a" : "span"), { textContent: question?.title ?? id });
    if (question) heading.href = question.url;
    item.append(heading, quote(this.inWords(entry.content, question)));
    const theirs = this.clashes.get(id);
    if (theirs && !entry.closed) {
      item.append(paragraph(words.textClash), quote(this.inWords(theirs, question)),
        button(words.textMine, () => this.resend(id, theirs.version)),
        button(words.textTheirs, () => this.discard(id)));
    } else {
      if (!entry.closed && entry.fault) item.append(paragraph(entry.fault));
      item.append(button(words.textDiscard, () => this.discard(id)));
    }
    return item;
  }

  resend(id, version) {
    this.queue.put(id, this.queue.entries[id].content, version, newKey());
    this.sender.now();
  }

  discard(id) {
    this.queue.drop(id);
    this.sender.now();
    this.place.focus();
  }

  inWords(content, question) {
    const words = this.place.dataset, label = (one) => question?.words[one] ?? String(one);
    const said = {
      na: () => `${words.textNa}: ${content.na_reason}`,
      unknown: () => words.textUnknown,
      blank: () => words.textBlank,
      answered: () => {
        if (!Array.isArray(content.value)) return label(content.value);
        return content.value.map((one) => (Array.isArray(one) ? one.filter((cell) => cell !== null).join(" / ") : label(one))).join("\n");
      },
    };
    return said[content.state]() + (content.comment ? `\n${content.comment}` : "");
  }
}

// A page without the questions' own fields: the overview, the check before submitting, the receipt.
function startUnsent(place) {
  const words = place.dataset, queue = new SaveQueue(kept, words.store);
  const panel = new UnsentPanel(place, queue, () => true);
  const buttons = [...document.querySelectorAll("[data-needs-all-sent]")];
  const barred = new Set(buttons.filter((one) => one.disabled));
  const bar = () => { for (const one of buttons) one.disabled = barred.has(one) || !queue.isEmpty(); };
  const waiting = () => { panel.say(queue.ended ? words.textEnded : words.textWaiting); bar(); };
  const sender = new Sender(queue, words, {
    sending: () => { panel.say(words.textSending); bar(); },
    waiting,
    settled(id, outcome) {
      if (outcome.kind === "clash") panel.clashes.set(id, outcome.current);
      if (outcome.kind === "refused" && queue.entries[id]) queue.entries[id].fault = outcome.text;
      if (outcome.kind === "ended") waiting();
    },
    rest() {
      if (queue.isEmpty() && queue.savedAny) { location.reload(); return; }
      bar();
      panel.show();
    },
  });
  panel.sender = sender;
  const begin = () => {
    queue.reread();
    if (queue.isEmpty()) return false;
    queue.resumeAll();
    panel.say(words.textSending);
    bar();
    sender.now();
    return true;
  };
  for (const one of buttons) {
    one.form?.addEventListener("submit", (event) => {
      if (!begin()) return;
      event.preventDefault();
      place.focus();
    });
  }
  window.addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
  begin();
}

const unsent = document.getElementById("unsent");
if (unsent && !document.getElementById("section-form")) startUnsent(unsent);
