/* What house style says of the text, marked where the words stand: in the editor, while they still
   stand there, and on a click in the list. Without this script the list tells the place. */

const room = document.querySelector("[data-remarks]")
const editor = () => document.querySelector(".ProseMirror")
const says = document.createElement("p")
says.className = "says-here"
says.setAttribute("role", "status")

/* As the server counts them: a row once, an item that holds a paragraph as that. */
const paragraphs = () =>
  [...editor().querySelectorAll("p, h2, li, tr")].filter(
    (one) => !one.parentElement.closest("tr") && (one.tagName === "TR" || !one.querySelector("p, li")),
  )

function point(paragraph, offset) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (offset <= node.length) return [node, offset]
    offset -= node.length
  }
  return [paragraph, 0]
}

/* Where the words of an entry stand in the editor now; null when they do not. */
function range(entry) {
  const { before, words, after, place } = entry.dataset
  const paragraph = paragraphs()[place]
  const at = paragraph ? paragraph.textContent.indexOf(before + words + after) : -1
  if (at < 0) return null
  const found = document.createRange()
  found.setStart(...point(paragraph, at + before.length))
  found.setEnd(...point(paragraph, at + before.length + words.length))
  return found
}

const entries = [...(room?.querySelectorAll("[data-words]") ?? [])]
const inText = entries.filter((entry) => entry.dataset.field === "body")
let marked = []

function mark() {
  marked = inText.map((entry) => ({ entry, range: range(entry) })).filter((one) => one.range)
  if (CSS.highlights) CSS.highlights.set("remark", new Highlight(...marked.map((one) => one.range)))
}

function sayWhatIsHere() {
  const caret = getSelection().anchorNode && getSelection().getRangeAt(0)
  const here = caret && marked.find((one) => one.range.comparePoint(caret.startContainer, caret.startOffset) === 0)
  const sentence = here?.entry.closest(".remark").querySelector(".says").innerText ?? ""
  if (says.textContent !== sentence) says.textContent = sentence
}

function show(entry) {
  const { field, place, start, end } = entry.dataset
  const found = field === "body" && range(entry)
  const box = document.querySelector(field === "caption" ? `input[name^=photos][value="${place}"]` : `[name=${field}]`)
  if (found) {
    editor().focus()
    getSelection().removeAllRanges()
    getSelection().addRange(found)
    found.startContainer.parentElement.scrollIntoView({ block: "center" })
  } else if (field === "caption") {
    box?.closest(".inline-related").querySelector("textarea").focus()
  } else if (field !== "body" && box) {
    box.focus()
    box.setSelectionRange(Number(start), Number(end))
  }
}

function begin() {
  editor().closest(".prose-editor, .form-row")?.append(says)
  mark()
  new MutationObserver(() => requestAnimationFrame(mark)).observe(editor(), {
    childList: true,
    characterData: true,
    subtree: true,
  })
  document.addEventListener("selectionchange", sayWhatIsHere)
}

function whenReady(act, tries = 50) {
  if (editor()) act()
  else if (tries) setTimeout(() => whenReady(act, tries - 1), 100)
}

for (const entry of entries) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "to-place"
  button.append(...entry.childNodes)
  button.addEventListener("click", () => show(entry))
  entry.append(button)
}
if (inText.length) whenReady(begin)
