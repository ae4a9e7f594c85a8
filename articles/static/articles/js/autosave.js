/* What is typed into an article is kept while it is typed: on the server as its author's draft, and
   in this browser until the server has it. And who else has the article open.

   A browser keeps one entry for each form, named after the user and the draft. Whichever of our
   pages is opened next with the server in reach sends it on. */

const KEEP_EVERY = 2000
const TELL_EVERY = 15000
const LONGEST_WAIT = 4000

const room = document.querySelector("[data-drafts]")
const form = room?.closest("form")
const mine = `draft:${room?.dataset.user}:`

const wait = (time) => new Promise((done) => setTimeout(done, time))

/* The answer, or null when there is none: no network, an error, or somebody has signed out. */
async function post(url, fields) {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value
  const headers = { "X-CSRFToken": token, Accept: "application/json" }
  const answer = await fetch(url, { method: "POST", body, headers }).catch(() => null)
  return answer?.ok && !answer.redirected ? answer.json().catch(() => null) : null
}

const about = ["csrfmiddlewaretoken", "draft", "draft-version", "draft-article"]
const typed = () =>
  [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !about.includes(name))

function remember(name, fields) {
  try {
    localStorage.setItem(name, JSON.stringify(fields))
  } catch {
    // full, or forbidden: the server may still take it
  }
}

function say(sentence, failed) {
  const state = document.querySelector("[data-kept]")
  state.textContent = sentence
  state.classList.toggle("failed", failed)
}

let kept = form && JSON.stringify(typed())
let sending = null
const keep = () => (sending ??= send().finally(() => (sending = null)))
const isKept = () => !sending && JSON.stringify(typed()) === kept

async function send() {
  const fields = typed()
  const now = JSON.stringify(fields)
  if (now === kept) return
  const draft = form.elements["draft"]
  const version = form.elements["draft-version"]
  const entry = mine + draft.value
  const whole = [...fields, ...about.slice(1).map((name) => [name, form.elements[name].value])]
  remember(entry, whole)
  const answer = await post(room.dataset.drafts, whole)
  if (!answer) return say(room.dataset.alone, true)
  kept = now
  draft.value = answer.draft
  version.value = answer.version
  localStorage.removeItem(entry)
  say(answer.said, false)
}

async function tellAndHear() {
  const answer = await post(room.dataset.presence, [["version", form.elements["version"].value]])
  const said = answer?.said.join(" ")
  const others = document.querySelector("[data-others]")
  if (answer && others.textContent !== said) others.textContent = said
}

/* What a form that is no more has left in this browser. */
async function sendOn() {
  let found = false
  for (const entry of Object.keys(localStorage).filter((name) => name.startsWith(mine))) {
    const fields = JSON.parse(localStorage.getItem(entry))
    if (!(await post(room.dataset.drafts, fields))) continue
    localStorage.removeItem(entry)
    found = true
  }
  if (found && room.dataset.fresh) location.replace(location.href)
}

/* Nothing is on its way any more when the form is: it would come after, as a draft of what is saved. */
let leaving = ""
async function leave(event) {
  if (leaving === "ready" || isKept()) return
  event.preventDefault()
  if (leaving) return
  leaving = "waiting"
  await Promise.race([keep().then(keep), wait(LONGEST_WAIT)])
  leaving = "ready"
  form.requestSubmit(event.submitter)
}

if (room) await sendOn()
if (form) {
  document.querySelector(".submit-row")?.append(document.querySelector("[data-kept]"))
  form.addEventListener("submit", leave)
  window.addEventListener("pageshow", () => (leaving = ""))
  document.addEventListener("visibilitychange", keep)
  setInterval(() => leaving || keep(), KEEP_EVERY)
}
if (room?.dataset.presence) {
  tellAndHear()
  setInterval(tellAndHear, TELL_EVERY)
}
