// Starts govuk-frontend's components. The hashed name is kept in step by docs/assets/build.sh, and by a test.
import { initAll } from "./vendor/govuk-frontend-03560aaedb.min.js";

// Radios that reveal a question get aria-expanded, which that role may not carry (axe: aria-allowed-attr).
const tidy = () => {
  for (const radio of document.querySelectorAll(".govuk-radios__input[aria-expanded]")) radio.removeAttribute("aria-expanded");
};

// What was typed and not sent is not left by mistake: another page, the language, the lock ask first.
const typed = new Set();
const watch = () => {
  for (const form of document.querySelectorAll("main form[method=post]:not([role=search])")) {
    form.addEventListener("input", () => typed.add(form));
    form.addEventListener("submit", () => typed.clear());
    form.addEventListener("drafted", () => typed.delete(form));
    if ("unsentTyped" in form.dataset) typed.add(form);
  }
};
addEventListener("beforeunload", (event) => {
  if (typed.size) event.preventDefault();
});

// Wards and communes are offered while one types; what that needs comes only to a page that asks for one.
const offer = () => {
  const asked = [...document.querySelectorAll("input[data-units-script]")];
  if (!asked.length) return;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = asked[0].dataset.unitsStyle;
  document.head.append(style);
  import(asked[0].dataset.unitsScript).then(({ start }) => asked.forEach(start));
};

const begin = (scope) => {
  initAll({ scope });
  tidy();
  watch();
  offer();
  // A form that asks for it is saved as a draft while one types.
  const drafted = [...document.querySelectorAll("input[data-draft-script]")];
  if (drafted.length) import(drafted[0].dataset.draftScript).then(({ start }) => drafted.forEach(start));
  // A form that asks for it stays on the page, as it was typed, when there is no network.
  const kept = [...document.querySelectorAll("template[data-unsent-script]")];
  if (kept.length) import(kept[0].dataset.unsentScript).then(({ start }) => kept.forEach(start));
};
begin(document);
document.addEventListener("click", () => queueMicrotask(tidy));
addEventListener("pageshow", tidy); // after the components have looked at it

// The page of such a form was drawn anew in its place: it begins anew, and is looked at from its top.
document.addEventListener("drawn", () => {
  typed.clear();
  const main = document.querySelector("main");
  begin(main);
  scrollTo(0, 0);
  main.querySelector("[autofocus]")?.focus();
});
