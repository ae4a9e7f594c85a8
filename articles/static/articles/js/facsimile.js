// The page as printed, enlarged and moved within its frame, by hand, wheel and key, and walked
// through by the words found. Without this it is a picture with links.
const FARTHEST = 6;
const CLOSER = 2.5; // what a double click enlarges to
const DOUBLE = 280; // milliseconds a click waits for a second one
const LEGIBLE = 1300; // pixels of width at which the type of a page can be read
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const facsimile = document.querySelector("[data-facsimile]");
const view = facsimile.querySelector(".facsimile-view");
const sheet = view.querySelector(".facsimile-sheet");
const image = sheet.querySelector("img");
const copies = sheet.querySelector("source");
const shown = facsimile.querySelector(".facsimile-zoom output");
const hits = [...sheet.querySelectorAll("path")];
let zoom = 1;
let widest = 0;
// Before the first place of the story that one came for.
let hit = Math.max(-1, hits.findIndex((one) => `#story-${one.dataset.of}` === location.hash) - 1);

view.tabIndex = 0;
view.style.aspectRatio = `${image.getAttribute("width")} / ${image.getAttribute("height")}`;
for (const tools of facsimile.querySelectorAll("[data-tools]")) tools.hidden = false;

function middle() {
  const { left, top, width, height } = view.getBoundingClientRect();
  return { clientX: left + width / 2, clientY: top + height / 2 };
}

// Enlarge to so many times the frame; the point given stays where it is.
function zoomTo(wanted, at = middle()) {
  const before = sheet.getBoundingClientRect();
  zoom = Math.min(Math.max(wanted, 1), FARTHEST);
  sheet.style.inlineSize = `${100 * zoom}%`;
  view.classList.toggle("is-zoomed", zoom > 1);
  const after = sheet.getBoundingClientRect();
  const across = (at.clientX - before.left) / before.width;
  const down = (at.clientY - before.top) / before.height;
  view.scrollLeft += after.left + across * after.width - at.clientX;
  view.scrollTop += after.top + down * after.height - at.clientY;
  shown.value = `${Math.round(100 * zoom)}%`;
  sharpen(after.width);
}

// Let the browser choose the copy of the picture that this width needs.
function sharpen(width) {
  if (width <= widest || zoom === 1) return;
  widest = width;
  copies.sizes = `${Math.ceil(width)}px`;
  if (copies.dataset.srcset) copies.srcset = copies.dataset.srcset;
}

function goToHit(step) {
  if (!hits.length) return;
  hits[hit]?.classList.remove("is-current");
  hit = hit < 0 && step < 0 ? hits.length - 1 : (hit + step + hits.length) % hits.length;
  hits[hit].classList.add("is-current");
  zoomTo(Math.max(zoom, LEGIBLE / view.clientWidth));
  hits[hit].scrollIntoView({ block: "center", inline: "center" });
  facsimile.querySelector(".facsimile-found output").value = `${hit + 1} / ${hits.length}`;
}

const KEYS = {
  "+": () => zoomTo(zoom * 1.5),
  "=": () => zoomTo(zoom * 1.5), // the same key without Shift
  "-": () => zoomTo(zoom / 1.5),
  0: () => zoomTo(1),
  n: () => goToHit(1),
  p: () => goToHit(-1),
};

facsimile.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const arrow = zoom > 1 && ARROWS[event.key];
  const act = arrow ? () => view.scrollBy(80 * arrow[0], 80 * arrow[1]) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation(); // an arrow that moves the sheet turns no page
  act();
});

facsimile.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.zoom) zoomTo(zoom * button.dataset.zoom);
  if (button?.dataset.hit) goToHit(Number(button.dataset.hit));
});

// The wheel scrolls the window, unless it is meant for the sheet: with Ctrl, or after a click on it.
function roll(event) {
  const isMeant = isHeld && (zoom > 1 || event.deltaY < 0);
  if (!event.ctrlKey && !event.metaKey && !isMeant) return;
  event.preventDefault();
  zoomTo(zoom * Math.exp(-event.deltaY / 300), event);
}
view.addEventListener("wheel", roll, { passive: false });
view.addEventListener("pointerleave", () => (isHeld = false));

// A mouse drags; fingers scroll by themselves.
let grip = null;
let [isHeld, isDragged] = [false, false];
sheet.addEventListener("dragstart", (event) => event.preventDefault());
sheet.addEventListener("pointerdown", (event) => {
  [isHeld, isDragged] = [true, false];
  if (event.pointerType === "mouse" && event.button === 0 && zoom > 1) grip = event;
});
addEventListener("pointermove", (event) => {
  if (!grip) return;
  const [across, down] = [grip.clientX - event.clientX, grip.clientY - event.clientY];
  if (!isDragged && Math.hypot(across, down) < 4) return;
  isDragged = true;
  view.classList.add("is-dragged");
  view.scrollBy(across, down);
  grip = event;
});
addEventListener("pointerup", () => {
  grip = null;
  view.classList.remove("is-dragged");
});

let pinch = null;
view.addEventListener("touchend", () => (pinch = null));
view.addEventListener("touchmove", spread, { passive: false });

function spread(event) {
  if (event.touches.length !== 2) return;
  event.preventDefault();
  const [one, other] = event.touches;
  const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  const [clientX, clientY] = [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2];
  if (pinch) view.scrollBy(pinch.clientX - clientX, pinch.clientY - clientY);
  if (pinch) zoomTo((zoom * apart) / pinch.apart, { clientX, clientY });
  pinch = { apart, clientX, clientY };
}

// One click opens a story, two enlarge what is under them. Enter is not asked to wait.
let waiting = 0;
sheet.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (isDragged && event.detail) return event.preventDefault();
  if (!event.detail || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  clearTimeout(waiting);
  if (waiting) zoomTo(zoom > 1 ? 1 : CLOSER, event);
  link?.classList.add("is-named");
  waiting = waiting ? 0 : setTimeout(open, DOUBLE, link);
});

function open(link) {
  waiting = 0;
  if (link) location.assign(link.href.baseVal);
}
