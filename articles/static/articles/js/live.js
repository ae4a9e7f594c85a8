/* A screen that stays open all night: what others do appears without a reload.

   Every element with data-live="name" is replaced by the one of that name in the page as it is
   now, unless somebody is at work in it. A board whose order has changed says so: it is loaded
   anew by hand, for somebody may be dragging. */

const LOOK_EVERY = 15000

const isAtWork = (element) => element.contains(document.activeElement) || element.querySelector(".dragged")

function renew(element, page) {
  const fresh = page.querySelector(`[data-live="${element.dataset.live}"]`)
  if (!fresh || isAtWork(element) || fresh.innerHTML === element.innerHTML) return
  element.replaceWith(document.adoptNode(fresh))
}

function compareOrder(page) {
  const board = document.querySelector("[data-board]")
  const fresh = page.querySelector("[data-board]")?.dataset.layout
  const moved = document.querySelector("[data-moved]")
  if (board && moved) moved.hidden = !fresh || fresh === (board.dataset.known ?? board.dataset.layout)
}

async function look() {
  if (document.hidden) return
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  document.querySelectorAll("[data-live]").forEach((element) => renew(element, page))
  compareOrder(page)
}

setInterval(look, LOOK_EVERY)
document.addEventListener("visibilitychange", look)
