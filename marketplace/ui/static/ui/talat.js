/* Conveniences only: every page does its work without this file. */
(function () {
  "use strict";
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // A list of problems is read first.
  const problems = document.querySelector("[data-focus]");
  if (problems) problems.focus({ preventScroll: false });

  // A form is sent once, however often the button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => each("form[data-sent]", (form) => delete form.dataset.sent));

  // Filters apply when changed; without script their button does it.
  each("form[data-apply]", (form) => {
    form.addEventListener("change", () => form.requestSubmit());
    form.querySelectorAll("[data-apply-button]").forEach((button) => { button.hidden = true; });
  });

  each("[data-print]", (button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });

  each("[data-copy]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy).then(() => {
      button.textContent = button.dataset.copied || button.textContent;
    }));
  });
})();
