// Offers wards and communes while one types, with or without accents and by their old names. Without it the form asks after it is sent.
const MOST = 8;
const lists = new Map();
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đð]/g, "d").replace(/\s+/g, " ").trim();

const read = (address) => {
  if (!lists.has(address)) {
    lists.set(address, fetch(address).then((answer) => answer.json()));
  }
  return lists.get(address);
};

const prepare = async (box) => {
  const only = box.dataset.unitsOnly ? new Set(box.dataset.unitsOnly.split(" ")) : null;
  const also = Object.entries(JSON.parse(box.dataset.unitsAlso || "{}")).map(([code, label]) => [code, label, ""]);
  const rows = [...also, ...(await read(box.dataset.units)).filter(([code]) => !only || only.has(code))];
  return rows.map(([code, label, former]) => ({ code, label, former, name: fold(former ? former.replace(/^cũ: /, "") : label) }));
};

const fits = (units, typed) => {
  const wanted = fold(typed);
  const words = wanted.split(" ");
  const fit = (unit) => {
    const [own, district = []] = unit.name.split(",").map((part) => part.split(/[ (]/));
    const begins = (among, word) => among.some((other) => other.startsWith(word));
    return words.every((word) => begins([...own, ...district], word)) && words.some((word) => begins(own, word));
  };
  const found = units.filter((unit) => fit(unit) || unit.code === wanted);
  const rank = (unit) => (unit.name.includes(wanted) ? 0 : 2) + (unit.former ? 1 : 0);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
};

export const start = (box) => {
  const kept = box.form.querySelector(`input[data-kept][name="${CSS.escape(box.name)}"]`);
  const list = document.createElement("ul");
  const said = document.createElement("span");
  const frame = document.createElement("div");
  let units = null;
  let shown = [];
  let at = -1;

  frame.className = "app-units";
  list.className = "app-units__list govuk-!-font-size-19";
  list.id = `${box.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.unitsFound);
  list.hidden = true;
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  box.replaceWith(frame);
  frame.append(box, list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) box.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (to) => {
    at = to;
    for (const [place, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(place === at));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const choose = (unit) => {
    box.value = unit.label;
    kept.value = `kept:${unit.code}`;
    for (const other of box.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.name)}"]`)) other.checked = false;
    close();
  };
  const draw = () => {
    list.replaceChildren(...shown.map((unit, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.className = "app-units__item";
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(unit.label);
      if (unit.former) {
        const former = document.createElement("span");
        former.className = "app-units__former";
        former.append(unit.former);
        item.append(" ", former);
      }
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(unit));
      return item;
    }));
    list.hidden = !shown.length;
    box.setAttribute("aria-expanded", String(shown.length > 0));
    mark(-1);
    said.textContent = shown.length ? `${box.dataset.unitsFound}: ${shown.length}` : box.dataset.unitsNone;
  };

  box.addEventListener("input", async () => {
    kept.value = "";
    units ??= await prepare(box).catch(() => null); // no list on a bad line: the form asks instead
    if (!units || !box.value.trim()) return close();
    shown = fits(units, box.value);
    draw();
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((at + step + shown.length + (at < 0 && step < 0 ? 1 : 0)) % shown.length);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(shown[at]);
    } else if (event.key === "Escape") close();
  });
  box.addEventListener("focus", () => box.select());
  box.addEventListener("blur", close);
};
