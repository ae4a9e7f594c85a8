// Headlines broken between words, turning pages with the arrow keys, a headline showing its place
// on the facsimile, the strip of pages at the page, type size, print.
const HAN_END = /\p{Script=Han}$/u;
const HAN_START = /^\p{Script=Han}/u;
const headlines = "h1, h2, h3, .kicker, .subheadline, .around li a, .turn a > span, main ol a, main ul a";
if ("Segmenter" in Intl) {
  // Browsers know Chinese words, but break lines between any two characters.
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  for (const headline of document.querySelectorAll(headlines)) part(headline, words);
}

function part(headline, words) {
  const texts = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found) {
    const parts = [];
    for (const { segment, index } of words.segment(text.data)) {
      // Only between two Chinese words, and not before a last lone character: 28日 stays whole.
      const between = HAN_END.test(text.data.slice(0, index)) && HAN_START.test(segment);
      if (between && index + 1 < text.length) parts.push(document.createElement("wbr"));
      parts.push(segment);
    }
    text.replaceWith(...parts);
  }
  headline.classList.add("is-parted");
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  document.querySelector(`.turn a[rel="${rel}"]`)?.click();
});

for (const here of document.querySelectorAll(".strip [aria-current]")) {
  const strip = here.closest("ol");
  strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.clientWidth) / 2;
}

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
