// The type size a reader chose, set before the first line is drawn. Kept on their device only.
try {
  const size = localStorage.getItem("size");
  if (size) document.documentElement.dataset.size = size;
} catch {
  // Storage refused: the page stays at its own size.
}
