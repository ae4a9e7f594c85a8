/* The make-up desk without reloading: printed words are chosen on the picture, each act changes the
   page in its place. Without this, the picture leads to the list and every button loads the page. */

const desk = () => document.querySelector("[data-make-up]")
const box = (block) => desk().querySelector(`input[name=block][value="${block}"]`)
const isTyping = ({ target }) => target.matches("textarea, select, input:not([type=checkbox])")

function showChosen() {
  const chosen = [...desk().querySelectorAll("input[name=block]:checked")].map((one) => one.value)
  for (const shape of desk().querySelectorAll("[data-block]"))
    shape.classList.toggle("chosen", chosen.includes(shape.dataset.block))
  const output = desk().querySelector("[data-chosen]")
  if (output) output.value = chosen.length || ""
}

// The block under the mouse or the focus, on the picture as in the list.
function point(block) {
  for (const shape of desk().querySelectorAll("[data-block].pointed")) shape.classList.remove("pointed")
  desk().querySelector(`[data-block="${block}"]`)?.classList.add("pointed")
}

function blockOf(target) {
  const question = target.closest("[data-question]")?.dataset.question
  return question ?? target.closest("li[id^=block-]")?.id.slice("block-".length)
}

async function load(sent) {
  const answer = await fetch(location.href, sent)
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  if (!answer.ok || !page.querySelector("[data-make-up]")) return location.reload()
  document.querySelector("#content-start").replaceWith(page.querySelector("#content-start"))
  history.replaceState(null, "", answer.url)
  listen()
}

async function act(form, button) {
  const body = new FormData(form, button)
  clearTimeout(looking) // an answer to what is asked now would be older than the act
  for (const one of desk().querySelectorAll("[name=act]")) one.disabled = true
  await load({ method: "POST", body })
  const again = desk().querySelector(`[name=act][value="${button.value}"]:not(:disabled)`)
  const next = again && !form.matches("[data-queue]") ? again : desk().querySelector("[autofocus]")
  next?.focus({ preventScroll: next === again })
  const said = document.querySelector(".messagelist")?.textContent.trim() ?? ""
  setTimeout(() => (desk().querySelector("[data-said]").textContent = said), 100)
}

function listen() {
  desk().addEventListener("change", showChosen)
  desk().addEventListener("focusin", ({ target }) => point(blockOf(target)))
  desk().addEventListener("pointerover", ({ target }) => {
    if (blockOf(target)) point(blockOf(target))
  })
  desk().addEventListener("submit", (event) => {
    event.preventDefault()
    act(event.target, event.submitter).catch(() => location.reload())
  })
  desk().querySelector("svg")?.addEventListener("click", (event) => {
    const block = event.target.closest("[data-block]")?.dataset.block
    if (!block || !box(block)) return
    event.preventDefault()
    box(block).checked = !box(block).checked
    box(block).closest("li").scrollIntoView({ block: "nearest" })
    point(block)
    showChosen()
  })
  showChosen()
  if ("reading" in desk().dataset) lookSoon()
}

let looking = 0
function lookSoon() {
  clearTimeout(looking)
  looking = setTimeout(lookAgain, 3000)
}

// Whether what is read off the picture is there, unless somebody is choosing something.
function lookAgain() {
  if (desk().querySelector("input[name=block]:checked, select:focus")) lookSoon()
  else load().catch(lookSoon)
}

// Of the question that has the focus, a figure takes that answer.
function answer(event) {
  const question = event.target.closest("[data-question]")
  if (question && /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
    question.querySelectorAll(".answers .primary, .answers .primary ~ [value^=place]")[event.key - 1]?.click()
}

// From one choice of the list to the next; with Alt the block itself. Enter is for buttons.
function walk(event) {
  const steps = { ArrowUp: -1, ArrowDown: 1, Enter: 0 }
  if (!(event.key in steps) || !event.target.matches("input[name=block]")) return
  event.preventDefault()
  if (event.key === "Enter") return
  const [verb, step] = [steps[event.key] < 0 ? "up" : "down", steps[event.key]]
  const all = [...desk().querySelectorAll("input[name=block]")]
  if (event.altKey) event.target.closest("li").querySelector(`[value^="${verb} "]`)?.click()
  else all[all.indexOf(event.target) + step]?.focus()
}

function undo(event) {
  if (!(event.ctrlKey || event.metaKey) || isTyping(event)) return
  const key = event.key.toLowerCase()
  const verb = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" && "undo"
  if (!verb) return
  event.preventDefault()
  desk().querySelector(`[value=${verb}]`)?.click()
}

if (desk()) {
  listen()
  for (const handle of [answer, walk, undo]) document.addEventListener("keydown", handle)
}
