/* Small help on every page of the admin: fields that grow, and characters counted as you type. */

import { countCharacters } from "./characters.js"

const grow = (textarea) => {
  textarea.style.height = "auto"
  textarea.style.height = `${textarea.scrollHeight + 2}px`
}

document.querySelectorAll("textarea[data-grow]").forEach(grow)
document.addEventListener("input", ({ target }) => target.matches("textarea[data-grow]") && grow(target))

document.querySelectorAll("textarea[data-count]").forEach((textarea) => {
  const output = document.createElement("output")
  output.className = "count"
  output.htmlFor = textarea.id
  document.querySelector(`label[for="${textarea.id}"]`)?.after(output)
  const count = () => {
    output.textContent = countCharacters(textarea.plainText?.() ?? textarea.value)
  }
  textarea.addEventListener("input", count)
  textarea.addEventListener("prose:ready", count)
  count()
})

/* A choice with search has no name of its own until something is chosen; its label gives one. */
const nameChoices = () =>
  document.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    const label = document.querySelector(`label[for="${select.id}"]`)
    const choice = select.nextElementSibling?.querySelector("[role=combobox]")
    const chosen = choice?.querySelector(".select2-selection__rendered")
    if (!label || !choice) return
    label.id ||= `${select.id}_label`
    choice.setAttribute("aria-labelledby", `${label.id} ${chosen?.id ?? ""}`)
    for (const name of ["role", "aria-readonly"]) chosen?.removeAttribute(name)
  })

/* What a choice with search offers is of the newspaper, and the issue, of the form. */
const known = (name) =>
  document.querySelector(`#content-main [name=${name}]`)?.value ||
  document.querySelector(`[data-${name}]`)?.getAttribute(`data-${name}`)

window.django?.jQuery?.ajaxPrefilter((options) => {
  if (!options.url.includes("/autocomplete/")) return
  for (const name of ["newspaper", "issue"]) options.data += `&${name}=${known(name) || ""}`
})

window.django?.jQuery?.(nameChoices) // after the admin's own script, which makes the choices so
document.addEventListener("formset:added", () => setTimeout(nameChoices))
