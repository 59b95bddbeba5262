// Judging answers without reloading: each form is sent on its own and its question's block replaced; keys on a question.
"use strict";

const questions = () => [...document.querySelectorAll("article[data-item]")];

function focusNext(article, step) {
  const all = questions();
  const next = all[all.indexOf(article) + step];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  return next;
}

function showTally(answer) {
  for (const place of document.querySelectorAll("[data-tally]")) place.textContent = answer.tally[place.dataset.tally];
  for (const place of document.querySelectorAll("[data-plain]")) place.textContent = answer.plain;
  for (const row of document.querySelectorAll("[data-claim]")) if (!answer.claims.includes(row.dataset.claim)) row.remove();
  for (const place of document.querySelectorAll("[data-claims]")) place.textContent = answer.claims.length;
  if (!answer.claims.length) for (const part of document.querySelectorAll("#claims, [data-claims-open]")) part.hidden = true;
}

async function send(form, button) {
  const article = form.closest("article");
  const error = form.querySelector("[data-error]");
  const body = new FormData(form);
  body.set("review", button ? button.value : "");
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    const block = document.createElement("template");
    block.innerHTML = answer.html;
    const fresh = block.content.firstElementChild;
    article.replaceWith(fresh);
    showTally(answer);
    fresh.focus({ preventScroll: true });
    if (button && button.value) focusNext(fresh, 1);
    if (answer.version) for (const field of document.querySelectorAll("[name=seen_version][id]")) field.value = answer.version;
  } catch (problem) {
    error.textContent = problem.message;
    error.hidden = false;
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-judge]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  const article = event.target;
  if (!article.matches || !article.matches("article[data-item]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "j") focusNext(article, 1);
  else if (key === "k") focusNext(article, -1);
  else if (key === "o") article.querySelector("[data-key=o]")?.click();
  else if (key === "b") {
    const back = article.querySelector("[data-back]");
    if (!back) return;
    back.open = true;
    back.querySelector("textarea").focus();
  } else return;
  event.preventDefault();
});
