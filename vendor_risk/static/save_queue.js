// The portal's rules about saving, without a page: what waits, what is sent next, what a reply means, and when an answer is
// complete. `portal.js` shows it and talks to the server; `tests/portal/test_save_queue.py` runs this without a browser.
"use strict";

// What the server has not acknowledged, kept in the browser by name. Storage may be full or forbidden: then in memory.
// `storage` is a function, because even asking for the browser's storage may be refused.
class KeptEntries {
  constructor(storage) {
    this.storage = storage;
    this.memory = {};
  }

  read(name) {
    try {
      return JSON.parse(this.storage().getItem(name) || "{}");
    } catch {
      return this.memory[name] || {};
    }
  }

  write(name, entries) {
    this.memory[name] = entries;
    try {
      if (Object.keys(entries).length) this.storage().setItem(name, JSON.stringify(entries));
      else this.storage().removeItem(name);
    } catch { /* memory has it */ }
  }
}

// One entry per question: {content, expected_version, idempotency_key}, and `held` when it waits for a person.
class SaveQueue {
  constructor(kept, name) {
    this.kept = kept;
    this.name = name;
    this.entries = kept.read(name);
    this.wait = 0;
    this.ended = false;
    this.savedAny = false;
  }

  keep() {
    this.kept.write(this.name, this.entries);
  }

  // The newest answer to a question takes the place of an older one that is not sent yet.
  put(id, content, version, key) {
    this.entries[id] = { content, expected_version: version, idempotency_key: key };
    this.keep();
  }

  // What was typed before and never acknowledged, to be shown again and sent; null when there is nothing.
  resume(id) {
    const entry = this.entries[id];
    if (!entry) return null;
    delete entry.held;
    return entry.content;
  }

  drop(id) {
    delete this.entries[id];
    this.keep();
  }

  next() {
    return Object.keys(this.entries).find((id) => !this.entries[id].held);
  }

  isEmpty() {
    return Object.keys(this.entries).length === 0;
  }

  // The body of the request that saves an answer.
  static request(id, entry) {
    const { expected_version, idempotency_key, content } = entry;
    return { question_id: id, expected_version, idempotency_key, ...content };
  }

  // A reply that says nothing about the answer: it is sent again as it is.
  static isTemporary(status) {
    return status === 429 || status >= 500;
  }

  // Seconds until the next try: 2, 4, 8, … and 30 at most.
  later() {
    this.wait = Math.min(30, (this.wait || 1) * 2);
    return this.wait;
  }

  atOnce() {
    this.wait = 0;
  }

  // What the server's reply to `entry` means. `shown`: the question stands on this page. Gives {kind, …}:
  // saved (version, and whether all that was typed is saved), ended, superseded (by what was typed since), clash (current,
  // what somebody else saved) or refused (text).
  settle(id, entry, status, reply, shown) {
    const now = this.entries[id];
    const newer = now !== entry;
    if (status === 200) {
      this.savedAny = true;
      if (!newer) delete this.entries[id];
      else if (now) now.expected_version = reply.version;
      this.keep();
      return { kind: "saved", version: reply.version, all: !newer };
    }
    if (status === 401 || (status === 400 && !reply.current)) {
      this.ended = true;
      return { kind: "ended" };
    }
    if (newer) return { kind: "superseded" }; // sent next, and judged by itself
    if (status === 409 && reply.current && shown) {
      entry.held = true;
      this.keep();
      return { kind: "clash", current: reply.current };
    }
    if (reply.closed || status === 404) delete this.entries[id];
    else entry.held = true;
    this.keep();
    return { kind: "refused", text: reply.error || String(status) };
  }
}

// Whether "not applicable" still lacks its reason.
const lacksReason = (saved) => saved.state === "na" && saved.na_reason.trim() === "";

// Whether a saved answer counts as done. `full`: all that its fields require is filled in.
const isDone = (saved, full) => {
  if (saved.state === "blank" || lacksReason(saved)) return false;
  return saved.state !== "answered" || full;
};
