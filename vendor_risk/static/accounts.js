// The sign-in page of a demo: a click on an account fills the form.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  document.getElementById(button.dataset.fill).value = button.dataset.value;
  const more = document.getElementById(button.dataset.fillMore);
  more.value = button.dataset.valueMore;
  more.focus();
});
