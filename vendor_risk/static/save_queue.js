// The portal's rules about saving, without a page: what waits, what is sent next, what a reply means, and when an answer is
// complete. `portal.js` shows it and talks to the server; `tests/portal/test_save_queue.py` runs this without a browser.
"use strict";

// What the server has not acknowledged, kept in the browser by name. Storage may be full or forbidden: then in memory.
// `storage` is a function, because even asking for the browser's storage may be refused.
class KeptEntries {
  constructor(storage) {
    this.storage = storage;
    this.memory = {};
    this.broken = false;
  }

  read(name) {
    if (this.broken) return this.memory[name] || {};
    try {
      return JSON.parse(this.storage().getItem(name) || "{}");
    } catch {
      return this.memory[name] || {};
    }
  }

  // Set one entry, or take it out (null). Other windows keep theirs under the same name, so nothing else is touched.
  change(name, id, entry) {
    const entries = { ...this.read(name) };
    if (entry) entries[id] = entry;
    else delete entries[id];
    this.write(name, entries);
  }

  // Take out what was acknowledged; what another window has typed since, under another key, stays.
  acknowledge(name, id, key) {
    if (this.read(name)[id]?.idempotency_key === key) this.change(name, id, null);
  }

  write(name, entries) {
    this.memory[name] = entries;
    try {
      if (Object.keys(entries).length) this.storage().setItem(name, JSON.stringify(entries));
      else this.storage().removeItem(name);
      this.broken = false;
    } catch { this.broken = true; /* memory has it */ }
  }
}

// One entry per question: {content, expected_version, idempotency_key}; `held` when it waits for a person, and `closed` (why)
// when the answers were submitted meanwhile: then it is shown until the person lets it go.
class SaveQueue {
  constructor(kept, name) {
    this.kept = kept;
    this.name = name;
    this.entries = kept.read(name);
    this.wait = 0;
    this.ended = false;
    this.savedAny = false;
  }

  keep(id) {
    this.kept.change(this.name, id, this.entries[id] ?? null);
  }

  // The newest answer to a question takes the place of an older one that is not sent yet.
  put(id, content, version, key) {
    this.entries[id] = { content, expected_version: version, idempotency_key: key };
    this.keep(id);
  }

  // What was typed before and never acknowledged, to be shown again and sent; null when there is nothing.
  resume(id) {
    const entry = this.entries[id];
    if (!entry) return null;
    delete entry.held;
    delete entry.closed;
    return entry.content;
  }

  resumeAll() {
    for (const id of Object.keys(this.entries)) this.resume(id);
  }

  // What other windows of this browser have kept since this page was opened.
  reread() {
    for (const [id, entry] of Object.entries(this.kept.read(this.name))) this.entries[id] ??= entry;
  }

  drop(id) {
    delete this.entries[id];
    this.keep(id);
  }

  next() {
    return Object.keys(this.entries).find((id) => !this.entries[id].held);
  }

  // What waits for a person: a choice between two texts, a fault to correct, or a farewell to what came too late.
  held() {
    return Object.keys(this.entries).filter((id) => this.entries[id].held);
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

  // What the server's reply to `entry` means. Gives {kind, …}:
  // saved (version, and whether all that was typed is saved), ended, superseded (by what was typed since), clash (current,
  // what somebody else saved), closed (text: submitted meanwhile; the entry is kept to be shown) or refused (text).
  settle(id, entry, status, reply) {
    const now = this.entries[id];
    const newer = now !== entry;
    if (status === 200) {
      this.savedAny = true;
      if (newer) {
        if (now) now.expected_version = reply.version;
        this.keep(id);
      } else {
        delete this.entries[id];
        this.kept.acknowledge(this.name, id, entry.idempotency_key);
      }
      return { kind: "saved", version: reply.version, all: !newer };
    }
    if (status === 401 || (status === 400 && !reply.current)) {
      this.ended = true;
      return { kind: "ended" };
    }
    if (newer) return { kind: "superseded" }; // sent next, and judged by itself
    const text = reply.error || String(status), late = Boolean(reply.closed) || status === 404;
    entry.held = true;
    if (late) entry.closed = text;
    this.keep(id);
    if (late) return { kind: "closed", text };
    if (status === 409 && reply.current) return { kind: "clash", current: reply.current };
    return { kind: "refused", text };
  }
}

// How much too long a text is; 0 when it fits. `limit` counts as the server does: whole characters, and a line's end as one.
const tooLong = (written, limit) => Math.max(0, [...written.replaceAll("\r\n", "\n")].length - limit);

// Which of the chosen files can be sent, and why the others cannot: {sent: [file], refused: [{name, why}]}, `why` empty or big.
function sortFiles(files, limitBytes) {
  const fault = (file) => (file.size === 0 ? "empty" : file.size > limitBytes ? "big" : "");
  return {
    sent: files.filter((file) => !fault(file)),
    refused: files.filter(fault).map((file) => ({ name: file.name, why: fault(file) })),
  };
}

// Whether "not applicable" still lacks its reason.
const lacksReason = (saved) => saved.state === "na" && saved.na_reason.trim() === "";

// Whether a saved answer counts as done. `full`: all that its fields require is filled in.
const isDone = (saved, full) => {
  if (saved.state === "blank" || lacksReason(saved)) return false;
  return saved.state !== "answered" || full;
};
