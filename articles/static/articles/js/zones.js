/* The zones of a page drawn on its picture, changed by mouse, finger, pen and keys.

   What is drawn is the text of each row's textarea[data-points], and every change is written there;
   the numbers can be typed as well. */

import { inSight, middle, minus, moved, nearest, next, parse, partOf, plus, rectangle, slid, split } from "./polygon.js"

const sheet = document.querySelector("svg[data-zones]")
const group = sheet && document.getElementById(`${sheet.dataset.zones}-group`)
const tools = sheet?.closest("figure").querySelector("[data-tools]")
const ROW = ".inline-related:not(.empty-form)"
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const [STEP, LEAP] = [0.002, 0.02] // of the page, as is the next
const JITTER = 0.005 // less is a click
const FEWEST = 3 // corners
const ROOM = matchMedia("(pointer: coarse)").matches ? 88 : 48 // pixels of a side with a middle
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", minimumFractionDigits: 1 })
let chosen = null // the row of a zone
let corner = null // of it
let drag = null // {began}, and of a corner {points, index}
let telling = 0

const field = (row) => row.querySelector("textarea[data-points]")
const rows = () => [...group.querySelectorAll(ROW)].filter(field)
const isDeleted = (row) => row.querySelector("input[name$=DELETE]")?.checked
const layer = (name) => sheet.querySelector(`[data-layer=${name}]`)
const read = (row) => (isDeleted(row) ? [] : parse(field(row).value))
const place = (event) => partOf(sheet.getBoundingClientRect(), event)
const polygon = () => layer("zones").children[rows().indexOf(chosen)]

function write(row, points) {
  field(row).value = JSON.stringify(points)
  field(row).dispatchEvent(new Event("input", { bubbles: true })) // draws
}

const say = (sentence, words) => sheet.dataset[sentence].replace(/\{(\w+)\}/g, (_, word) => words[word])

function tell(sentence, words) {
  clearTimeout(telling) // said when the hands rest
  telling = setTimeout(() => (tools.querySelector("[data-said]").value = say(sentence, words)), 500)
}

function tellPlace() {
  const [x, y] = read(chosen)[corner ?? 0].map(percent.format)
  const number = (corner ?? rows().indexOf(chosen)) + 1
  tell(corner === null ? "zoneAt" : "cornerAt", { number, x, y })
}

function named(row, index) {
  const [article, role] = ["article", "role"].map((name) => row.querySelector(`select[name$=${name}]`))
  const words = { number: index + 1, role: role.selectedOptions[0].text, headline: article.selectedOptions[0].text }
  return say(article.value ? "zoneName" : "bareZoneName", words)
}

/* Elements stay, and the focus on them; a <use> that is told its href anew would lose its finger. */
function put(name, element, wanted) {
  const { children } = layer(name)
  while (children.length > wanted.length) layer(name).lastChild.remove()
  wanted.forEach((attributes, index) => {
    const old = children[index] ?? layer(name).appendChild(document.createElementNS(sheet.namespaceURI, element))
    const renew = ([key, value]) => old.getAttribute(key) === `${value}` || old.setAttribute(key, value)
    Object.entries(attributes).forEach(renew)
  })
}

const at = ([x, y]) => ({ x: `${100 * x}%`, y: `${100 * y}%` })
const shown = (isShown) => ({ display: isShown ? "inline" : "none" })
const button = (name) => ({ role: "button", tabindex: 0, "aria-label": name })

function draw() {
  const all = rows()
  const seen = all.map(read)
  const points = seen[all.indexOf(chosen)] ?? []
  if (corner >= points.length) corner = null
  const { width, height } = sheet.getBoundingClientRect()
  const isRoomy = ([across, down]) => Math.hypot(across * width, down * height) >= ROOM
  put("zones", "polygon", seen.map((points, index) => ({
    "data-row": index, points: points.join(" "), ...shown(points.length),
    ...button(named(all[index], index)), "aria-pressed": all[index] === chosen,
  })))
  put("numbers", "text", seen.map((points) => ({ ...at(points[0] ?? [0, 0]), ...shown(points.length) })))
  put("middles", "use", points.map((point, index) => ({
    href: "#zone-middle", "data-middle": index, ...at(middle(points, index)),
    ...shown(isRoomy(minus(point, next(points, index)))),
  })))
  put("corners", "use", points.map((point, index) => ({
    href: "#zone-corner", "data-corner": index, ...at(point), class: index === corner ? "chosen" : "",
    ...button(say("cornerName", { number: index + 1, count: points.length })),
  })))
  put("sketch", "polygon", drag?.sketch ? [{ points: drag.sketch.join(" ") }] : [])
  all.forEach((row, index) => {
    layer("numbers").children[index].textContent = index + 1
    row.querySelector(".inline_label").textContent = index + 1
    row.classList.toggle("chosen", row === chosen)
  })
  tools.querySelector("[data-act=insert]").disabled = corner === null
  tools.querySelector("[data-act=remove]").disabled = corner === null || points.length <= FEWEST
}

function choose(row, index = null) {
  chosen = row
  corner = index === null ? null : Number(index)
  draw()
}

function take(index) {
  choose(chosen, index)
  layer("corners").children[index].focus()
  tellPlace()
}

function start(event) {
  if (event.button !== 0) return
  const { corner, middle } = event.target.dataset
  const began = place(event)
  if (corner) drag = { began, points: read(chosen), index: nearest(read(chosen), began) }
  else if (middle) drag = { began, points: split(read(chosen), Number(middle)), index: Number(middle) + 1 }
  else if (event.pointerType === "mouse") drag = { began }
  else return // a finger scrolls or taps
  event.preventDefault()
  sheet.setPointerCapture(event.pointerId)
  if (corner) take(drag.index)
}

function move(event) {
  if (!drag) return
  const { began, points, index } = drag
  const by = minus(place(event), began)
  if (!(drag.isMoved ||= Math.hypot(...by) > JITTER)) return
  corner = index ?? corner
  if (points) return write(chosen, moved(points, index, by))
  drag.sketch = Math.min(...by.map(Math.abs)) > JITTER ? rectangle(began, plus(began, by)) : null
  draw()
}

function end(event) {
  const { points, sketch, isMoved } = drag ?? {}
  stop()
  if (sketch) begin(sketch)
  else if (!points) pick(event)
  else if (isMoved) take(corner)
}

function stop() {
  drag = null
  draw()
}

/* Choose the zone under the pointer; of several, the one below that which was chosen. */
function pick({ clientX, clientY }) {
  const under = document.elementsFromPoint(clientX, clientY).filter((element) => element.dataset.row)
  const zone = under[(under.indexOf(polygon()) + 1) % under.length]
  if (zone) choose(rows()[zone.dataset.row])
  zone?.focus({ preventScroll: true })
}

/* A new row is a zone in the middle of what is in sight of the picture. */
function added({ target: row }) {
  if (!group.contains(row)) return
  choose(row)
  write(row, inSight(sheet.getBoundingClientRect()))
  row.querySelector("select").focus({ preventScroll: tools.contains(document.activeElement) })
}

function begin(points) {
  group.querySelector(".add-row a").click()
  points ? write(chosen, points) : take(0)
}

function insert() {
  write(chosen, split(read(chosen), corner))
  take(corner + 1)
}

function remove() {
  const [points, index] = [read(chosen), corner]
  if (points.length <= FEWEST) return tell("fewest")
  write(chosen, points.toSpliced(index, 1))
  take(Math.min(index, points.length - 2))
  tell("removed", { count: points.length - 1 })
}

function shift(by) {
  write(chosen, corner === null ? slid(read(chosen), by) : moved(read(chosen), corner, by))
  document.activeElement.scrollIntoView({ block: "nearest" })
  tellPlace()
}

const enter = (row) => (row === chosen ? take(0) : choose(row))
const ON_ZONE = { Enter: enter, " ": enter, Escape: () => choose(null) }
const ON_CORNER = { Insert: insert, "+": insert, Delete: remove, Backspace: remove, Escape: () => polygon().focus() }

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return
  const row = rows()[event.target.dataset.row] // none: a corner
  const step = (!row || row === chosen) && ARROWS[event.key]?.map((way) => way * (event.shiftKey ? LEAP : STEP))
  const act = step ? () => shift(step) : (row ? ON_ZONE : ON_CORNER)[event.key]
  if (!act) return
  event.preventDefault()
  act(row)
}

if (sheet) {
  const acts = { pointerdown: start, pointermove: move, pointerup: end, pointercancel: stop, keydown: press }
  const bound = (act) => (event) => event.isPrimary !== false && act(event) // not to a second finger
  Object.entries(acts).forEach(([name, act]) => sheet.addEventListener(name, bound(act)))
  // A finger that drags does not scroll: Chrome heeds touch-action on no shape of an SVG.
  sheet.addEventListener("touchstart", (event) => drag && event.preventDefault(), { passive: false })
  // Not on the sheet: Chrome takes what listens to focus in an SVG for something to be focused.
  sheet.parentElement.addEventListener("focusin", ({ target }) => choose(chosen, target.dataset.corner))
  tools.addEventListener("click", ({ target }) => ({ add: () => begin(), insert, remove })[target.dataset.act]?.())
  group.addEventListener("focusin", ({ target }) => choose(target.closest(ROW) ?? chosen))
  group.addEventListener("input", draw)
  document.addEventListener("formset:added", added)
  document.addEventListener("formset:removed", draw)
  addEventListener("resize", draw)
  sheet.removeAttribute("aria-hidden")
  tools.hidden = false
  draw()
}
