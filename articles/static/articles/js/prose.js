/* The prose editor with the styles of a newspaper, in place of each textarea[data-prose].

   The editor's module is imported from the address the server gives. Its words come with the
   textarea; they must be in place before the import, which reads window.gettext once. */

const textareas = [...document.querySelectorAll("textarea[data-prose]")]
const words = textareas.length ? JSON.parse(textareas[0].dataset.words) : {}
const say = (english) => words[english] ?? english
window.gettext = say

if (textareas.length) {
  const prose = await import(textareas[0].dataset.prose)
  textareas.forEach((textarea) => edit(textarea, prose))
}

function edit(textarea, prose) {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const element = prose.crel("div", { className: "prose-editor" })
  textarea.before(element)
  element.append(textarea)
  const editor = new prose.Editor({
    element,
    injectCSS: false, // a style element made by a script is against our policy; desk.css has it
    extensions: vocabulary(prose),
    content: textarea.value,
    parseOptions: { preserveWhitespace: true },
    editorProps: { attributes: { "aria-label": label?.textContent ?? say("Text"), role: "textbox", "aria-multiline": "true" } },
    onUpdate({ editor }) {
      textarea.value = editor.isEmpty ? "" : editor.getHTML()
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  label?.addEventListener("click", () => editor.commands.focus())
  textarea.plainText = () => editor.getText()
  textarea.dispatchEvent(new CustomEvent("prose:ready", { bubbles: true }))
}

/* The vocabulary of articles/text/clean.py. What is not in it would be lost on opening. */
function vocabulary(prose) {
  const Cite = prose.Mark.create({
    name: "cite",
    parseHTML: () => [{ tag: "cite" }],
    renderHTML: () => ["cite", 0],
  })
  return [
    prose.Document, prose.Paragraph, prose.Text, prose.HardBreak,
    prose.Heading.configure({ levels: [2] }),
    prose.Blockquote, prose.BulletList, prose.OrderedList, prose.ListItem,
    prose.Table, prose.TableRow, prose.TableHeader, prose.TableCell,
    prose.Figure, prose.Image, prose.Caption, Cite,
    prose.Bold, prose.Italic,
    prose.Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto", "tel"] }),
    prose.History, prose.Dropcursor, prose.Gapcursor, prose.NoSpellCheck,
    prose.Menu.configure({ defaultItems: false, items: menu }),
  ]
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
    ["Link", (chain) => chain.addLink(), (editor) => editor.isActive("link")],
    ["Remove link", (chain) => chain.unsetLink(), null, "link"],
    ["Picture credit", (chain) => chain.toggleMark("cite"), (editor) => editor.isActive("cite"), "caption"],
  ],
  [
    ["Figure", (chain) => chain.insertFigure(), (editor) => editor.isActive("figure")],
    ["Table", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), null],
    ["Add row", (chain) => chain.addRowAfter(), null, "table"],
    ["Delete row", (chain) => chain.deleteRow(), null, "table"],
    ["Add column", (chain) => chain.addColumnAfter(), null, "table"],
    ["Delete column", (chain) => chain.deleteColumn(), null, "table"],
    ["Heading cell", (chain) => chain.toggleHeaderCell(), null, "table"],
    ["Delete table", (chain) => chain.deleteTable(), null, "table"],
  ],
  [
    ["Undo", (chain) => chain.undo(), null],
    ["Redo", (chain) => chain.redo(), null],
  ],
]

/* Groups of buttons with words on them; the fourth part is where alone a button makes sense. */
function menu({ editor, buttons, menu }) {
  return BUTTONS.map((group, index) => {
    group.forEach(([name, act, active, within]) =>
      menu.defineItem({
        name,
        groups: `newspaper${index}`,
        button: buttons.text(say(name)),
        command: (editor) => act(editor.chain().focus()).run(),
        active: (editor) => active?.(editor),
        hidden: (editor) => Boolean(within) && !editor.isActive(within),
      }),
    )
    const named = group.map(([name]) => name)
    const items = menu.items(`newspaper${index}`).sort((a, b) => named.indexOf(a.name) - named.indexOf(b.name))
    return menu.buttonGroup({ editor, buttons }, items)
  })
}
