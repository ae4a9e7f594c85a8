// A link with data-inplace gives way, once it is near the window, to the part of that id of the
// page it leads to; to nothing when that part has nothing to lead to. If that fails, it is a link.
const watch = new IntersectionObserver(
  (changes) => {
    for (const change of changes) {
      if (!change.isIntersecting) continue;
      watch.unobserve(change.target);
      fill(change.target).catch(() => {});
    }
  },
  { rootMargin: "200px" },
);
for (const link of document.querySelectorAll("a[data-inplace]")) watch.observe(link);

async function fill(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById(link.dataset.inplace);
  if (part?.querySelector("a")) link.replaceWith(part);
  else link.remove();
}
