// Fits the stories to the page, then answers {article id: [[x, y], …]} in fractions of the page.
() => {
  const main = document.querySelector("main");
  const rows = [...document.querySelectorAll("section")];
  const share = (size) => {
    main.style.setProperty("--size", `${size}px`);
    return rows.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
  };
  for (const row of rows) {
    const stories = [...row.children];
    // Wider for the longer story, never narrower than a third of its neighbour.
    for (const story of stories) story.style.flexGrow = Math.sqrt(story.dataset.weight);
  }
  let low = 7, high = 24;
  for (let step = 0; step < 14; step += 1) {
    const size = (low + high) / 2;
    if (share(size) <= main.clientHeight) low = size; else high = size;
  }
  share(low);
  main.style.justifyContent = "space-between";
  const paper = document.body.getBoundingClientRect();
  const zones = {};
  for (const story of document.querySelectorAll("article")) {
    const box = story.getBoundingClientRect();
    const row = story.parentElement.getBoundingClientRect();
    const [left, right] = [box.left / paper.width, box.right / paper.width];
    const [top, bottom] = [(row.top + 6) / paper.height, Math.min(row.bottom - 6, paper.bottom) / paper.height];
    zones[story.id] = [[left, top], [right, top], [right, bottom], [left, bottom]]
      .map(([x, y]) => [Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4]);
  }
  return zones;
}
