// Suggestions under a search box: a combobox with a list. Without this the box searches as ever.
const WAIT = 150; // milliseconds in which nothing is typed

for (const form of document.querySelectorAll("form[data-suggest]")) suggest(form);

function suggest(form) {
  const box = form.querySelector("[type=search]");
  const list = form.querySelector("[role=listbox]");
  let timer, asking;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  close();

  function options() {
    return [...list.querySelectorAll("[role=option]")];
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    show(false);
  }

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", open);
    point(null);
  }

  function point(option) {
    for (const other of options()) other.setAttribute("aria-selected", other === option);
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function pointed() {
    return list.querySelector("[aria-selected=true]");
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const asked = new URLSearchParams({ q: box.value, paper: form.elements.paper?.value ?? "" });
    try {
      const answer = await fetch(`${form.dataset.suggest}?${asked}`, { signal: asking.signal });
      if (answer.ok) fill(await answer.json());
    } catch {
      // Overtaken by what was typed since, or offline: no suggestions.
    }
  }

  function fill(found) {
    for (const group of list.children) {
      const things = found[group.dataset.kind] ?? [];
      group.hidden = !things.length;
      group.replaceChildren(...things.map((thing, at) => option(thing, `${group.dataset.kind}-${at}`)));
    }
    show(options().length > 0);
  }

  function option({ text, url }, id) {
    const made = document.createElement("div");
    made.setAttribute("role", "option");
    made.setAttribute("lang", "zh-Hans");
    made.id = id;
    made.textContent = text;
    made.dataset.url = url;
    return made;
  }

  function take(option) {
    close();
    location.assign(option.dataset.url);
  }

  function later() {
    clearTimeout(timer);
    if (box.value.trim()) timer = setTimeout(ask, WAIT);
    else close();
  }

  // What is being composed from pinyin is not yet what is looked for.
  box.addEventListener("input", (event) => event.isComposing || later());
  box.addEventListener("compositionend", later);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown") later();
      return;
    }
    const all = [null, ...options()];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      point(all.at((all.indexOf(pointed()) + step) % all.length));
    } else if (event.key === "Enter" && pointed()) {
      take(pointed());
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
}
