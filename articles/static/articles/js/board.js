/* The board of an issue: articles and pages are dragged, or moved with buttons, into order.

   Every move is sent with the order it was made from; the server refuses one made from an order
   that somebody else has changed since. Without this script the board is a list of links. */

const board = document.querySelector("[data-board]")
const state = board?.querySelector("[data-state]")
let was = board && JSON.parse(board.dataset.layout)
let dragged = null

const pages = board?.querySelector("[data-pages]").content
board?.querySelectorAll("select[data-act=move]").forEach((select) => {
  select.append(pages.cloneNode(true))
  select.value = select.closest("[data-page]").dataset.page
})

const number = (text) => (text ? Number(text) : null)

const layout = () =>
  [...board.querySelectorAll("[data-page]")].map((page) => [
    number(page.dataset.page),
    [...page.querySelectorAll("[data-article]")].map((article) => number(article.dataset.article)),
  ])

async function save() {
  const form = new FormData()
  form.set("was", JSON.stringify(was))
  form.set("now", JSON.stringify(layout()))
  const token = board.querySelector("[name=csrfmiddlewaretoken]").value
  const answer = await fetch(board.dataset.url, {
    method: "POST",
    body: form,
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  }).catch(() => null)
  const said = await answer?.json().catch(() => null)
  if (answer?.ok) was = said.layout
  if (answer?.ok) board.dataset.known = JSON.stringify(was)
  tell(answer?.ok ? board.dataset.saved : (said?.error ?? board.dataset.failed), !answer?.ok)
}

function tell(sentence, failed) {
  state.textContent = sentence
  state.classList.toggle("failed", failed)
}

/* The pages stand before the part that holds what is on no page. */
function movePage(page, step) {
  const pages = [...board.querySelectorAll('[data-page]:not([data-page=""])')]
  const other = pages[pages.indexOf(page) + step]
  if (!other) return false
  step < 0 ? other.before(page) : other.after(page)
  return true
}

function moveArticle(article, step) {
  const other = step < 0 ? article.previousElementSibling : article.nextElementSibling
  if (!other) return false
  step < 0 ? other.before(article) : other.after(article)
  return true
}

const MOVES = {
  up: (button) => moveArticle(button.closest("[data-article]"), -1),
  down: (button) => moveArticle(button.closest("[data-article]"), 1),
  "page-up": (button) => movePage(button.closest("[data-page]"), -1),
  "page-down": (button) => movePage(button.closest("[data-page]"), 1),
}

board?.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-act]")
  if (button && MOVES[button.dataset.act](button)) {
    button.focus()
    await save()
  }
})

board?.addEventListener("change", async (event) => {
  const select = event.target.closest("select[data-act=move]")
  if (!select) return
  const page = board.querySelector(`[data-page="${select.value}"]`)
  page.querySelector("[data-articles]").append(select.closest("[data-article]"))
  select.focus()
  await save()
})

board?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-article]") ?? event.target.closest("[data-page]")
  dragged?.classList.add("dragged")
  event.dataTransfer.effectAllowed = "move"
})

board?.addEventListener("dragover", (event) => {
  const page = event.target.closest("[data-page]")
  if (!dragged || !page) return
  event.preventDefault()
  dragged.matches("[data-page]") ? dragPage(page) : dragArticle(page, event.clientY)
})

/* A page takes the place of the one it is dragged over; nothing goes behind "on no page". */
function dragPage(page) {
  if (page === dragged || !page.dataset.page) return
  const follows = dragged.compareDocumentPosition(page) & Node.DOCUMENT_POSITION_FOLLOWING
  follows ? page.after(dragged) : page.before(dragged)
}

function dragArticle(page, y) {
  const articles = [...page.querySelectorAll("[data-article]:not(.dragged)")]
  const next = articles.find((article) => {
    const box = article.getBoundingClientRect()
    return y < box.top + box.height / 2
  })
  next ? next.before(dragged) : page.querySelector("[data-articles]").append(dragged)
}

board?.addEventListener("drop", (event) => event.preventDefault())

board?.addEventListener("dragend", async () => {
  if (!dragged) return
  const select = dragged.querySelector("select[data-act=move]")
  if (dragged.matches("[data-article]") && select) select.value = dragged.closest("[data-page]").dataset.page
  dragged.classList.remove("dragged")
  dragged = null
  if (JSON.stringify(layout()) !== JSON.stringify(was)) await save()
})
