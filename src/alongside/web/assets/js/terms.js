// Escape puts an explanation away, though the pointer or the focus stays where it is; Enter and Space bring it back.
export function quietTerms() {
  const back = (event) => event.target.closest?.(".term")?.classList.remove("is-quiet");
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".term__word")) {
      event.preventDefault();
      back(event);
    }
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) term.classList.add("is-quiet");
  });
  document.addEventListener("pointerover", back);
  document.addEventListener("focusin", back);
}

// What is put into a page may explain a word that the page explains: each explanation keeps a name of its own.
export function namedApart(root, mark) {
  for (const says of root.querySelectorAll(".term__says [id]")) {
    const word = root.querySelector(`[aria-describedby="${says.id}"]`);
    says.id = `${mark}-${says.id}`;
    word?.setAttribute("aria-describedby", says.id);
  }
}
