// A job's bar renews itself; when the job ends, the page is loaded anew to show what came of it.
"use strict";

(() => {
  const NEXT = 1500;
  const AFTER_A_FAULT = 8000;

  const show = (box, state) => {
    const bar = box.querySelector("progress");
    if (state.total) {
      bar.max = state.total;
      bar.value = state.done;
    } else bar.removeAttribute("value");
    box.querySelector("[data-job-number]").textContent = state.total ? `${state.done}/${state.total}` : "";
    const said = box.querySelector("[data-job-said]");
    if (said.textContent !== state.said) said.textContent = state.said;
  };

  const renew = async (box) => {
    let wait = NEXT;
    try {
      const response = await fetch(box.dataset.job, { headers: { Accept: "application/json" } });
      if (response.status === 401 || response.status === 404) return window.location.reload();
      if (!response.ok) throw new Error(String(response.status));
      const state = await response.json();
      if (!state.open) return window.location.reload();
      show(box, state);
    } catch {
      wait = AFTER_A_FAULT;
    }
    return setTimeout(renew, wait, box);
  };

  for (const box of document.querySelectorAll("[data-job]")) setTimeout(renew, NEXT, box);
})();
