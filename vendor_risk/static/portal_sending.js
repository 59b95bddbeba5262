// Sends what waits in a `SaveQueue`, one answer after the other, and tries again when the line is down. The pages say what
// happens: `tell` has sending(id), waiting(id), settled(id, outcome, reply) and rest().
"use strict";

const kept = new KeptEntries(() => localStorage);

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Sender {
  static MOST_KEPT_ALIVE = 60_000; // bytes: a browser refuses to send more behind a page that is being left
  static PATIENCE = 20_000; // milliseconds without a reply, after which it is asked again under the same key

  constructor(queue, { answers, csrf }, tell) {
    Object.assign(this, { queue, answers, csrf, tell, sending: false, timer: 0, ends: [] });
    window.addEventListener("online", () => this.now());
  }

  // Try at once, whatever was waited for.
  now() {
    clearTimeout(this.timer);
    this.queue.atOnce();
    this.send();
  }

  // Sends everything and gives how that ended: "empty", "held" (somebody must decide), "waiting" (no line) or "ended".
  finish() {
    return new Promise((resolve) => { this.ends.push(resolve); this.now(); });
  }

  end(state) {
    for (const resolve of this.ends.splice(0)) resolve(state);
  }

  async send() {
    if (this.sending) return;
    if (this.queue.ended) { this.end("ended"); return; }
    const id = this.queue.next();
    if (id === undefined) {
      this.tell.rest();
      this.end(this.queue.isEmpty() ? "empty" : "held");
      return;
    }
    this.sending = true;
    this.tell.sending(id);
    const again = await this.ask(id, this.queue.entries[id]);
    this.sending = false;
    if (!again) { this.now(); return; }
    this.tell.waiting(id);
    this.end("waiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.queue.later() * 1000);
  }

  // One request; whether it must be asked again.
  async ask(id, entry) {
    const body = JSON.stringify(SaveQueue.request(id, entry));
    try {
      const response = await fetch(this.answers, {
        method: "PUT", body,
        keepalive: new Blob([body]).size < Sender.MOST_KEPT_ALIVE,
        signal: AbortSignal.timeout?.(Sender.PATIENCE), // older browsers wait as long as they like
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      });
      if (SaveQueue.isTemporary(response.status)) return true;
      const reply = await response.json().catch(() => ({}));
      this.tell.settled(id, this.queue.settle(id, entry, response.status, reply), reply);
      return false;
    } catch { return true; }
  }
}

const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text });
// A long text is scrolled in its place, by the keyboard too.
const quote = (text) => Object.assign(document.createElement("blockquote"), { className: "pre quoted", textContent: text, tabIndex: 0 });
const button = (text, action) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: text });
  made.addEventListener("click", action);
  return made;
};
