/* The prose editor with the styles of a newspaper, in place of each textarea[data-prose].

   The editor's module is imported from the address the server gives. Its words come with the
   textarea; they must be in place before the import, which reads window.gettext once. */

import { isLinkable, stored, vocabulary } from "./vocabulary.js"

const textareas = [...document.querySelectorAll("textarea[data-prose]")]
const words = textareas.length ? JSON.parse(textareas[0].dataset.words) : {}
const say = (english) => words[english] ?? english
window.gettext = say

function edit(textarea, prose) {
  const photos = JSON.parse(textarea.dataset.photos)
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const element = prose.crel("div", { className: "prose-editor" })
  textarea.before(element)
  element.append(textarea)
  const editor = new prose.Editor({
    element,
    injectCSS: false, // a style element made by a script is against our policy; desk.css has it
    extensions: [...vocabulary(prose, say), prose.Menu.configure({ defaultItems: false, items: menu(prose, photos) })],
    content: textarea.value,
    parseOptions: { preserveWhitespace: true },
    editorProps: { attributes: { "aria-label": label?.textContent ?? say("Text"), role: "textbox", "aria-multiline": "true" } },
    onUpdate({ editor }) {
      textarea.value = editor.isEmpty ? "" : stored(editor.getHTML())
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  label?.addEventListener("click", () => editor.commands.focus())
  textarea.plainText = () => editor.getText()
  textarea.dispatchEvent(new CustomEvent("prose:ready", { bubbles: true }))
}

const BUTTONS = [
  [
    ["Body text", (chain) => chain.setParagraph(), (editor) => editor.isActive("paragraph")],
    ["Subhead", (chain) => chain.toggleHeading({ level: 2 }), (editor) => editor.isActive("heading")],
    ["Quote", (chain) => chain.toggleBlockquote(), (editor) => editor.isActive("blockquote")],
    ["Bulleted list", (chain) => chain.toggleBulletList(), (editor) => editor.isActive("bulletList")],
    ["Numbered list", (chain) => chain.toggleOrderedList(), (editor) => editor.isActive("orderedList")],
  ],
  [
    ["Strong", (chain) => chain.toggleBold(), (editor) => editor.isActive("bold")],
    ["Emphasis", (chain) => chain.toggleItalic(), (editor) => editor.isActive("italic")],
    ["Link", (chain) => chain.addLink(), (editor) => editor.isActive("link"), null, isLinkable],
    ["Remove link", (chain) => chain.unsetLink(), null, "link"],
    ["Picture credit", (chain) => chain.toggleMark("cite"), (editor) => editor.isActive("cite"), "caption"],
  ],
  [
    ["Edit Figure", (chain) => chain.editImage(), null, "figure"],
    ["Table", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), null],
    ["Add row", (chain) => chain.addRowAfter(), null, "table"],
    ["Delete row", (chain) => chain.deleteRow(), null, "table"],
    ["Add column", (chain) => chain.addColumnAfter(), null, "table"],
    ["Delete column", (chain) => chain.deleteColumn(), null, "table"],
    ["Heading cell", (chain) => chain.toggleHeaderCell(), null, "table"],
    ["Delete table", (chain) => chain.deleteTable(), null, "table"],
  ],
  [
    ["Undo", (chain) => chain.undo(), null, null, (editor) => editor.can().undo()],
    ["Redo", (chain) => chain.redo(), null, null, (editor) => editor.can().redo()],
  ],
]

/* Groups of buttons with words on them; the fourth part of each is where alone it makes sense,
   the fifth when. Last the article's photos, each a button that puts it into the text. */
const menu = (prose, photos) => ({ editor, buttons, menu }) => {
  const group = (name, items) => {
    items.forEach((item) => menu.defineItem({ ...item, groups: name, update: () => state(item, editor) }))
    const order = items.map((item) => item.name)
    const defined = menu.items(name).sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
    return menu.buttonGroup({ editor, buttons }, defined)
  }
  const words = BUTTONS.map((items, index) => group(`newspaper${index}`, items.map((item) => worded(item, buttons))))
  const pictures = group("photos", photos.map((photo) => pictured(photo, prose)))
  pictures.classList.add("prose-photos")
  pictures.prepend(prose.crel("span", { textContent: say(photos.length ? "Into the text:" : "Pictures are added under Photos; saved ones can be put into the text here.") }))
  return [...words, pictures]
}

const worded = ([name, act, active, within, enabled], buttons) => ({
  name,
  button: buttons.text(say(name)),
  command: (editor) => act(editor.chain().focus()).run(),
  enabled: enabled ?? (() => true),
  active: (editor) => active?.(editor),
  hidden: (editor) => Boolean(within) && !editor.isActive(within),
  pressed: active,
})

function pictured(photo, prose) {
  const name = photo.caption || photo.credit || say("Photo")
  const image = prose.crel("img", { src: photo.srcset.split(" ")[0], alt: name })
  const button = prose.crel("button", { type: "button", className: "prose-menubar__button", title: name }, [image])
  return { name: `photo${photo.id}`, button, command: (editor) => insert(editor, photo) }
}

/* After the paragraph the cursor is in: a picture parts no sentence. */
function insert(editor, photo) {
  const { $to, to } = editor.state.selection
  const text = (words, marks) => (words ? [{ type: "text", text: words, marks }] : [])
  const caption = [...text(photo.caption), ...text(photo.credit, [{ type: "cite" }])]
  const { src, width, height } = photo
  const image = { type: "image", attrs: { src, width, height, alt: photo.caption } }
  const content = caption.length ? [image, { type: "caption", content: caption }] : [image]
  editor.chain().focus().insertContentAt($to.depth ? $to.after(1) : to, { type: "figure", content }).run()
}

function state({ button, pressed, enabled }, editor) {
  if (pressed) button.setAttribute("aria-pressed", Boolean(pressed(editor)))
  if (enabled) button.setAttribute("aria-disabled", !enabled(editor))
}

if (textareas.length) {
  const prose = await import(textareas[0].dataset.prose)
  textareas.forEach((textarea) => edit(textarea, prose))
}
