// Turning pages with the arrow keys, a headline showing its place on the facsimile, type size, print.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  document.querySelector(`.turn a[rel="${rel}"]`)?.click();
});

for (const story of document.querySelectorAll("[data-story]")) {
  const both = document.querySelectorAll(`[data-story="${story.dataset.story}"]`);
  const mark = (on) => both.forEach((part) => part.classList.toggle("is-named", on));
  story.addEventListener("pointerenter", () => mark(true));
  story.addEventListener("pointerleave", () => mark(false));
}

for (const tools of document.querySelectorAll(".tools")) {
  const root = document.documentElement;
  const sizes = tools.querySelectorAll("[data-size]");
  const show = () =>
    sizes.forEach((button) =>
      button.setAttribute("aria-pressed", button.dataset.size === (root.dataset.size ?? "")),
    );
  for (const button of sizes) {
    button.addEventListener("click", () => {
      root.dataset.size = button.dataset.size;
      try {
        localStorage.setItem("size", button.dataset.size);
      } catch {
        // Storage refused: the size holds for this page only.
      }
      show();
    });
  }
  tools.querySelector("[data-print]").addEventListener("click", () => print());
  tools.hidden = false;
  show();
}
