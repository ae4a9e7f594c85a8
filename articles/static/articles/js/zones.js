/* The zones of a page drawn on its picture: corners are dragged, a rectangle makes a new zone.

   What is drawn is the text of each row's textarea[data-points], and what is dragged is written
   there; the numbers can be typed as well. */

const sheet = document.querySelector("svg[data-zones]")
const group = sheet && document.getElementById(`${sheet.dataset.zones}-group`)
const { width, height } = sheet?.viewBox.baseVal ?? {}
const NEW = [[0.3, 0.4], [0.7, 0.4], [0.7, 0.6], [0.3, 0.6]]
const SMALLEST = 0.01 // of the page; less is a click
let chosen = null
let drag = null // {corner, row, points} or {from}
let drawn = null // the points of the rectangle just drawn

const field = (row) => row.querySelector("textarea[data-points]")
const rows = () => [...group.querySelectorAll(".inline-related:not(.empty-form)")].filter(field)
const kept = (row) => !row.querySelector("input[name$=DELETE]")?.checked

function read(row) {
  try {
    const points = JSON.parse(field(row).value)
    return points.every((point) => point.length === 2 && point.every(Number.isFinite)) ? points : []
  } catch {
    return [] // being typed
  }
}

const write = (row, points) => (field(row).value = JSON.stringify(points))

function place(event) {
  const box = sheet.getBoundingClientRect()
  const within = (part) => Math.round(Math.min(Math.max(part, 0), 1) * 1e4) / 1e4
  return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)]
}

const rectangle = ([a, b], [c, d]) => [[a, b], [c, b], [c, d], [a, d]]
const large = ([a, b], [c, d]) => Math.abs(a - c) > SMALLEST && Math.abs(b - d) > SMALLEST

function shape(name, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name)
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value))
  element.textContent = text
  return element
}

const polygon = (points, row) =>
  shape("polygon", {
    points: points.map(([x, y]) => `${x * width},${y * height}`).join(" "),
    "data-row": row,
    class: rows()[row] === chosen ? "chosen" : "",
  })

const name = ([x, y], row) =>
  shape("text", { x: (x + 0.008) * width, y: (y + 0.03) * height, "font-size": width * 0.03 }, row + 1)

const handle = ([x, y], corner) =>
  shape("circle", { cx: x * width, cy: y * height, r: (12 * width) / (sheet.clientWidth || width), "data-corner": corner })

function draw() {
  const zones = rows().map((row) => (kept(row) ? read(row) : []))
  const seen = zones.map((points, row) => (points.length ? [polygon(points, row), name(points[0], row)] : []))
  const corners = chosen && kept(chosen) ? read(chosen).map(handle) : []
  sheet.replaceChildren(...seen.flat(), ...corners)
  rows().forEach((row, index) => {
    row.classList.toggle("chosen", row === chosen)
    row.querySelector(".inline_label").textContent = index + 1
  })
}

function choose(row) {
  chosen = row
  draw()
}

/* A right angle stays one: what the corner shares with the corners beside it moves along. */
function moved(points, corner, to) {
  const count = points.length
  const beside = [(corner + count - 1) % count, (corner + 1) % count]
  return points.map((point, index) => {
    if (index === corner) return to
    if (!beside.includes(index)) return point
    const shared = [0, 1].find((axis) => point[axis] === points[corner][axis])
    return point.map((part, axis) => (axis === shared ? to[axis] : part))
  })
}

function start(event) {
  const { corner } = event.target.dataset
  if (corner) drag = { corner: Number(corner), row: chosen, points: read(chosen) }
  else if (event.pointerType === "mouse" && event.button === 0) drag = { from: place(event) }
  if (!drag) return
  event.preventDefault()
  sheet.setPointerCapture(event.pointerId)
}

function move(event) {
  if (!drag) return
  const here = place(event)
  if (drag.row) write(drag.row, moved(drag.points, drag.corner, here))
  draw()
  if (drag.from) sheet.append(polygon(rectangle(drag.from, here), -1))
}

function end(event) {
  const { from, row } = drag ?? {}
  drag = null
  if (from && large(from, place(event))) {
    drawn = rectangle(from, place(event))
    group.querySelector(".add-row a").click()
  } else if (!row) {
    choose(rows()[zoneAt(event)] ?? chosen)
  }
}

const zoneAt = ({ clientX, clientY }) =>
  document.elementsFromPoint(clientX, clientY).find((element) => element.dataset.row)?.dataset.row

function added(event) {
  const row = event.target
  if (!group.contains(row)) return
  write(row, drawn ?? NEW)
  drawn = null
  choose(row)
  row.querySelector("select")?.focus()
}

if (sheet) {
  sheet.addEventListener("pointerdown", start)
  sheet.addEventListener("pointermove", move)
  sheet.addEventListener("pointerup", end)
  sheet.addEventListener("pointercancel", () => (drag = null))
  group.addEventListener("focusin", (event) => choose(event.target.closest(".inline-related:not(.empty-form)") ?? chosen))
  group.addEventListener("input", draw)
  document.addEventListener("formset:added", added)
  document.addEventListener("formset:removed", draw)
  addEventListener("resize", draw)
  draw()
}
