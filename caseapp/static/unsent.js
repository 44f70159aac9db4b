// Sends a form marked `data-unsent`, so that without a network the page stays as it was typed and says so. Nothing is laid down in
// the browser: what was typed is in the page alone. Without this script the browser sends the form by itself.
const PATIENCE = 60000;

export const start = (words) => {
  const form = words.closest("form");
  let box = null;
  let pressed = null;
  let sending = false;
  let over = false;

  const leaveOut = () => {
    box?.remove();
    box = null;
  };
  // Tells the others that listen for it: nothing is unsent any more, and no draft is to be kept.
  const end = () => {
    over = true;
    leaveOut();
    form.dispatchEvent(new Event("submit"));
    document.removeEventListener("submit", take, true);
  };
  const tell = (reached) => {
    leaveOut();
    box = words.content.firstElementChild.cloneNode(true);
    if (reached) box.querySelector("h2").textContent = words.dataset.unsentServer;
    box.querySelector("[data-unsent-again]").addEventListener("click", () => send(pressed));
    form.prepend(box);
    box.focus();
  };
  const draw = (html) => {
    const drawn = new DOMParser().parseFromString(html, "text/html");
    const main = drawn.querySelector("main");
    if (!main) return false;
    end();
    document.title = drawn.title;
    document.querySelector("main").replaceChildren(...main.childNodes);
    document.dispatchEvent(new Event("drawn"));
    return true;
  };
  const send = async (button) => {
    if (sending) return;
    sending = true;
    pressed = button;
    const sent = new FormData(form, button);
    let reached = false;
    try {
      const answer = await fetch(button?.getAttribute("formaction") || form.getAttribute("action") || location.href, {
        method: "POST",
        body: form.getAttribute("enctype") ? sent : new URLSearchParams(sent),
        headers: { "X-Sent-By": "page" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      const to = answer.headers.get("X-Lead-To");
      reached = answer.status >= 500;
      if (to) {
        end();
        location.assign(to);
      } else if (reached || !draw(await answer.text())) tell(reached);
    } catch {
      tell(reached);
    } finally {
      sending = false;
    }
  };
  const take = (event) => {
    if (event.target !== form || over) return;
    event.preventDefault();
    event.stopPropagation(); // it is not sent yet
    send(event.submitter);
  };
  document.addEventListener("submit", take, true);
  // Leaving asks first, also when a draft was saved meanwhile: a draft is not sent.
  addEventListener("beforeunload", (event) => {
    if (box) event.preventDefault();
  });
  addEventListener("online", () => {
    if (box) box.querySelector("[data-unsent-online]").hidden = false;
  });
};
