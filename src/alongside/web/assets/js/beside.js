// The one quiet line on a page of work, and the source of a figure: what it names is read beside the work, and the work stays as it
// is. With no script it opens in a tab of its own.
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
  box.append(close, card);
  document.body.append(box);
  close.focus();
}
