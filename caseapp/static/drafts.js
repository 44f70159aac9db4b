// Saves what stands in a form that asks for it, some seconds after the last key and on leaving the page, and says so once
// the server has said so. Without it the form has a button that saves.
const PAUSE = 3000;
const LONGEST = 15000;
const AGAIN = 15000;
const KEPT_ALIVE = 60000; // browsers let a page that is left send 64 KiB

export const start = (box) => {
  const form = box.form;
  const status = form.querySelector("[data-draft-said]");
  const button = form.querySelector("[data-draft-button]");
  let timer = 0;
  let since = 0; // when the oldest key that is not saved was pressed
  let version = 0; // counts the keys
  let saved = 0;
  let running = null;
  let over = false;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  const wait = (time) => {
    clearTimeout(timer);
    timer = setTimeout(save, time);
  };
  const typed = () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    for (const secret of form.querySelectorAll("input[type=password]")) body.delete(secret.name);
    return body.toString();
  };
  const save = async (leaving = false) => {
    clearTimeout(timer);
    if (over || saved === version || (running && !leaving)) return;
    const now = version;
    running?.abort();
    const mine = (running = new AbortController());
    if (!leaving) say(box.dataset.draftSaving);
    const body = typed();
    try {
      const answer = await fetch(box.dataset.draftUrl, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        redirect: "manual",
        keepalive: leaving && body.length < KEPT_ALIVE,
        signal: leaving ? undefined : mine.signal,
      });
      if (over) return;
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) {
        saved = now;
        since = version === now ? 0 : Date.now();
        box.value = told.draft;
        if (saved === version) form.dispatchEvent(new Event("drafted"));
      } else if (answer.status !== 409) wait(AGAIN);
      say(told.said || box.dataset.draftBroken);
    } catch {
      if (over || mine.signal.aborted) return;
      say(box.dataset.draftOffline);
      wait(AGAIN);
    } finally {
      if (running === mine) running = null;
    }
    if (saved === now && version !== now) wait(PAUSE);
  };

  const note = () => {
    version += 1;
    since ||= Date.now();
    wait(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  };
  const end = () => {
    over = true;
    clearTimeout(timer);
    running?.abort();
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", (event) => {
    if (event.submitter !== button) end();
  });
  button.addEventListener("click", (event) => {
    event.preventDefault();
    version += 1;
    save();
  });
  for (const other of document.querySelectorAll("form[data-draft-removal]")) other.addEventListener("submit", end);
  addEventListener("online", () => save());
  addEventListener("pagehide", () => save(true));
  addEventListener("pageshow", (event) => {
    if (event.persisted) over = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
};
