/* Polygons of [x, y] in parts of a page, from 0 to 1; every function answers with new points. */

const clamp = (part, least, most) => Math.min(Math.max(part, least), most)

export const within = (point) => point.map((part) => Math.round(clamp(part, 0, 1) * 1e4) / 1e4)
export const plus = ([a, b], [c, d]) => [a + c, b + d]
export const minus = ([a, b], [c, d]) => [a - c, b - d]
export const next = (points, index) => points[(index + 1) % points.length]
export const rectangle = ([a, b], [c, d]) => [within([a, b]), within([c, b]), within([c, d]), within([a, d])]

/* The points written in a text; none while it is being typed. */
export function parse(text) {
  try {
    const points = JSON.parse(text)
    return points.every((point) => point.length === 2 && point.every(Number.isFinite)) ? points : []
  } catch {
    return []
  }
}

/* Where a pointer is, as parts of a box. */
export function partOf({ left, top, width, height }, { clientX, clientY }) {
  return [(clientX - left) / width, (clientY - top) / height]
}

/* The corner nearest to a place: corners lie closer together than fingers are thick. */
export function nearest(points, place) {
  const far = points.map((point) => Math.hypot(...minus(point, place)))
  return far.indexOf(Math.min(...far))
}

/* The middle of the side that begins at a corner. */
export function middle(points, index) {
  const [x, y] = plus(points[index], next(points, index))
  return within([x / 2, y / 2])
}

/* With one corner more, in the middle of that side. */
export function split(points, index) {
  return points.toSpliced(index + 1, 0, middle(points, index))
}

/* A rectangle in the middle of what is in sight of a box. */
export function inSight(box, size = [0.4, 0.2]) {
  const clientY = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2
  const place = partOf(box, { clientX: (box.left + box.right) / 2, clientY })
  const from = place.map((part, axis) => clamp(part - size[axis] / 2, 0, 1 - size[axis]))
  return rectangle(from, plus(from, size))
}

/* The whole polygon moved, up to the edge of the page. */
export function slid(points, by) {
  const free = by.map((way, axis) => {
    const parts = points.map((point) => point[axis])
    return clamp(way, -Math.min(...parts), 1 - Math.max(...parts))
  })
  return points.map((point) => within(plus(point, free)))
}

/* One corner moved. A right angle stays one: what the corner shares with those beside it moves along. */
export function moved(points, index, by) {
  const corner = points[index]
  const to = within(plus(corner, by))
  const beside = [points.at(index - 1), next(points, index)]
  const [before, after] = beside.map((point) => corner.findIndex((part, axis) => part === point[axis]))
  if (before === after) return points.with(index, to) // on a straight side, or on none
  const along = (point, axis) => (axis < 0 ? point : point.with(axis, to[axis]))
  return points.map((point) => {
    if (point === corner) return to
    if (point === beside[0]) return along(point, before)
    return point === beside[1] ? along(point, after) : point
  })
}
