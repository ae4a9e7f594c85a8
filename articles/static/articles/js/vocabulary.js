/* The vocabulary of articles/text/clean.py for the prose editor, and its HTML as we store it.
   What is not in it would be lost on opening. */

export function vocabulary(prose, say) {
  const Cite = prose.Mark.create({
    name: "cite",
    parseHTML: () => [{ tag: "cite" }],
    renderHTML: () => ["cite", 0],
  })
  return [
    prose.Document, prose.Text, prose.HardBreak,
    prose.Paragraph.extend({ addAttributes: () => ({ loose }) }),
    prose.Heading.configure({ levels: [2] }),
    prose.Blockquote, prose.BulletList, prose.OrderedList, prose.ListItem,
    prose.Table, prose.TableCell,
    prose.TableRow.extend({ addAttributes: () => ({ head }) }),
    prose.TableHeader.extend({
      addAttributes() {
        return { ...this.parent(), scope: { default: null } }
      },
    }),
    prose.Figure.extend({ content: "(image+ caption?) | (caption image*)" }),
    prose.Image, prose.Caption, Cite,
    prose.Bold, prose.Italic,
    link(prose, say),
    prose.History, prose.Dropcursor, prose.Gapcursor, prose.NoSpellCheck,
  ]
}

/* The editor holds all text in paragraphs: whether one stood in an item or a cell as such. */
const loose = {
  default: false,
  parseHTML: (p) => p.parentElement?.matches("li, td, th") ?? false,
  renderHTML: (attributes) => (attributes.loose ? { "data-loose": "" } : {}),
}

/* The editor knows no thead: whether a row stood in one; null for a row made here. */
const head = {
  default: null,
  parseHTML: (row) => row.parentElement?.matches("thead") ?? null,
  renderHTML: (attributes) => (attributes.head === null ? {} : { "data-head": attributes.head }),
}

export const isLinkable = (editor) => !editor.state.selection.empty || editor.isActive("link")

/* Asks for the address alone: the editor's own would ask for words that are not stored. */
const link = (prose, say) =>
  prose.Link.extend({
    addCommands() {
      const ask = prose.updateAttrsDialog(
        { href: { type: "string", title: say("URL"), required: true } },
        { title: say("Edit Link") },
      )
      return {
        ...this.parent(),
        addLink: () => ({ editor }) => {
          if (!isLinkable(editor)) return false
          ask(editor, editor.getAttributes("link")).then(
            (typed) => typed && editor.chain().focus().extendMarkRange("link").setLink({ href: typed.href }).run(),
          )
          return true
        },
      }
    },
  }).configure({ enableTarget: false, protocols: ["http", "https", "mailto", "tel"] })

/* The editor's HTML as it was before it was opened, but for what was edited. */
export function stored(html) {
  const page = document.createElement("template")
  page.innerHTML = html
  page.content.querySelectorAll("colgroup").forEach((group) => group.remove())
  page.content.querySelectorAll("li > p, td > p, th > p").forEach(unwrap)
  page.content.querySelectorAll("[data-loose]").forEach((p) => p.removeAttribute("data-loose"))
  page.content.querySelectorAll("td, th").forEach(plainCell)
  page.content.querySelectorAll("table").forEach(setHead)
  return page.innerHTML
}

function unwrap(p) {
  const own = ":scope > p:not([data-loose])"
  if (!p.hasAttribute("data-loose") && p.parentElement.querySelectorAll(own).length === 1) {
    p.replaceWith(...p.childNodes)
  }
}

function plainCell(cell) {
  for (const span of ["colspan", "rowspan"]) {
    if (cell.getAttribute(span) === "1") cell.removeAttribute(span)
  }
}

function setHead(table) {
  table.removeAttribute("style")
  const rows = [...table.rows]
  const body = rows.findIndex((row) => !isHead(row))
  const heads = body < 0 ? rows : rows.slice(0, body)
  rows.forEach((row) => row.removeAttribute("data-head"))
  if (!heads.length) return
  table.createTHead().append(...heads)
  if (!table.tBodies[0].rows.length) table.tBodies[0].remove()
}

const isHead = (row) =>
  row.dataset.head === "true" || (!row.dataset.head && [...row.cells].every((cell) => cell.matches("th")))
