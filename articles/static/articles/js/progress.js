/* An import that is running: how far it is, asked every two seconds until it has ended. */

const look = async () => {
  const shown = document.getElementById("progress")
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null)
  if (!response?.ok) return setTimeout(look, 5000)
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  const news = page.getElementById("progress")
  if (!news) return location.reload()
  document.querySelector(".pill").replaceWith(document.adoptNode(page.querySelector(".pill")))
  for (const part of ["p", "progress"]) {
    const fresh = news.querySelector(part)
    const old = shown.querySelector(part)
    if (fresh && old) old.replaceWith(document.adoptNode(fresh))
    else if (fresh) shown.querySelector("p").after(document.adoptNode(fresh))
  }
  setTimeout(look, 2000)
}

setTimeout(look, 1500)
