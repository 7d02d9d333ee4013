import { namedApart } from "./terms.js";

// The one quiet line on a page of work, and the source of a figure: what it names is read beside the work, and the work stays as it
// is. With no script it opens in a tab of its own, where a deed asks with whom.
export function openBeside() {
  for (const link of document.querySelectorAll("a[data-beside]")) openOnClick(link);
}

function openOnClick(link) {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (document.querySelector(".beside-card")) return;
    try {
      const answer = await fetch(link.href, { credentials: "omit" });
      const card = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#main article");
      if (!answer.ok || !card) throw new Error();
      show(link, card);
    } catch {
      open(link.href, "_blank", "noopener");
    }
  });
}

function show(link, card) {
  const box = document.createElement("aside");
  box.className = "beside-card";
  box.setAttribute("aria-label", link.textContent);
  box.tabIndex = -1;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "deed beside-card__close";
  close.textContent = link.dataset.beside;
  const away = () => {
    box.remove();
    link.focus();
  };
  close.addEventListener("click", away);
  box.addEventListener("keydown", (event) => event.key === "Escape" && away());
  for (const a of card.querySelectorAll("a[href]")) a.target = "_blank";
  for (const deed of card.querySelectorAll("a[data-deed]")) doneHere(link.dataset, deed);
  namedApart(card, "beside");
  box.append(close, card);
  document.body.append(box);
  close.focus();
}

// A deed of the card is done with whomever the page is about; the deed whose page is open leads nowhere, so that nothing is lost.
function doneHere(page, deed) {
  if (deed.dataset.deed !== page.here) {
    deed.setAttribute("href", deed.getAttribute("href") + (page.with ?? ""));
    return;
  }
  const here = document.createElement("span");
  here.className = "soft";
  here.textContent = `${deed.textContent.trim()} (${page.hereSays})`;
  deed.replaceWith(here);
}
