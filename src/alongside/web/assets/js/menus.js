// Menus close with Escape and when one goes elsewhere; of tabs that scroll, the page one is on is in sight.

export function closeMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  const outside = (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  };
  document.addEventListener("click", outside);
  document.addEventListener("focusin", outside);
}

const CLEAR = 44; // pixels that fade at an edge, as in _bar.scss

// Left and right go from tab to tab as well as Tab does; they are links, and stay links.
export function showTabs(root) {
  for (const list of root.querySelectorAll("[data-tabs]")) {
    const here = list.querySelector("[aria-current]");
    const edges = () => {
      const before = Math.abs(list.scrollLeft);
      list.classList.toggle("has-before", before > 2);
      list.classList.toggle("has-after", before + list.clientWidth < list.scrollWidth - 2);
    };
    const show = () => {
      if (here) list.scrollLeft = here.offsetLeft - CLEAR;
      edges();
    };
    show();
    document.fonts?.ready.then(show); // other letters, other widths
    list.addEventListener("scroll", edges, { passive: true });
    window.addEventListener("resize", edges, { passive: true });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const next = step && at >= 0 ? links[at + step] : undefined;
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
}
