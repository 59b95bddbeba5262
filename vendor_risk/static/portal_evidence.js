// Evidence: files are sent as they are chosen, several at once, without leaving the page; what is refused is said at the field.
"use strict";

function startEvidence(form, csrf, sender) {
  const words = form.dataset;
  const limit = Number(words.uploadLimitMb) * 2 ** 20;

  const blockOf = (element) => element.closest("[data-evidence]");
  const faultsOf = (block) => block.querySelector("[data-evidence-faults]");
  const fill = (text, name) => text.replace("{name}", name).replace("{limit}", words.uploadLimitMb);
  const tellFault = (block, text) => faultsOf(block).append(Object.assign(document.createElement("p"), { className: "error", textContent: text }));

  async function send(block, fields, keepalive = false) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    try {
      const response = await fetch(block.dataset.evidence, {
        method: "POST", body, keepalive, headers: { Accept: "application/json", "X-CSRFToken": csrf },
      });
      const reply = await response.json().catch(() => ({}));
      if (response.status === 200) return reply;
      return { error: reply.error || words.textUploadFailed };
    } catch {
      return { error: words.textUploadFailed };
    }
  }

  // The list as the server has it now. Where the file is all there is, the server made an empty answer for it.
  function show(block, reply) {
    block.querySelector("[data-evidence-list]").innerHTML = reply.list; // made by the server's own template, every name escaped
    block.querySelector("[data-evidence-count]").textContent = reply.count ? `(${reply.count})` : "";
    if (!reply.made) return;
    const card = block.closest("[data-open]"), version = card.querySelector(`[name="version${card.dataset.number}"]`);
    version.value = reply.made;
  }

  async function attach(block, field) {
    const { sent, refused } = sortFiles([...field.files], limit);
    faultsOf(block).replaceChildren();
    for (const { name, why } of refused) tellFault(block, fill(why === "big" ? words.textTooBig : words.textEmpty, name));
    const state = block.querySelector("[data-evidence-state]");
    block.dataset.busy = "";
    if (sent.length) await sender.finish(); // the answer first: its version is then the one the file belongs to
    let failed = false;
    for (const file of sent) { // one after the other, so that one refusal does not touch the others
      block.dataset.uploading = "";
      state.textContent = fill(words.textUploading, file.name);
      const reply = await send(block, [["files", file]]);
      if (reply.list !== undefined) show(block, reply);
      for (const fault of reply.error ? [`${file.name}: ${reply.error}`] : reply.faults) { tellFault(block, fault); failed = true; }
    }
    state.textContent = sent.length && !failed ? words.textUploaded : "";
    field.value = "";
    delete block.dataset.uploading;
    delete block.dataset.busy;
  }

  async function note(block, field) {
    if (field.value.trim() === "" || "busy" in block.dataset) return;
    faultsOf(block).replaceChildren();
    block.dataset.busy = "";
    field.dataset.sent = field.value;
    const reply = await send(block, [["reference", field.value]], true);
    if (reply.list !== undefined) show(block, reply);
    const faults = reply.error ? [reply.error] : reply.faults;
    for (const fault of faults) tellFault(block, fault);
    if (!faults.length) field.value = ""; // else it stays, to be corrected or tried again
    delete field.dataset.sent;
    delete block.dataset.busy;
  }

  form.addEventListener("change", (event) => {
    const block = blockOf(event.target);
    if (!block) return;
    if (event.target.type === "file") attach(block, event.target);
    else if (event.target.name.startsWith("r")) note(block, event.target);
  });
  form.addEventListener("click", async (event) => {
    const pressed = event.target.closest("button[name=attach], button[name=remove_evidence]");
    if (!pressed) return;
    event.preventDefault();
    const block = blockOf(pressed);
    if (pressed.name === "attach") { note(block, block.querySelector("input[type=text]")); return; }
    faultsOf(block).replaceChildren();
    const reply = await send(block, [["remove", pressed.value]]);
    if (reply.list !== undefined) show(block, reply);
    for (const fault of reply.error ? [reply.error] : reply.faults) tellFault(block, fault);
    block.querySelector("input[type=file]")?.focus();
  });
  // What could not be attached is not left behind without a word.
  window.addEventListener("beforeunload", (event) => {
    const written = [...form.querySelectorAll("[data-evidence] input[type=text]")];
    const left = written.some((field) => field.value.trim() !== "" && field.value !== field.dataset.sent);
    if (left || form.querySelector("[data-uploading]")) event.preventDefault();
  });
}
