// "Exit this page": the page is gone at once, this entry of the history becomes the other site's, and our own address ends
// the session on the way. Escape three times does the same, each within five seconds of the one before.

const PRESSES = 3;
const WITHIN = 5000; // milliseconds
const AT_MOST = 2000; // so long is our own address waited for

function leave(link) {
  document.documentElement.classList.add("is-gone");
  document.title = "\u200b";
  location.replace(link.href);
  setTimeout(() => location.replace(link.dataset.exitTo), AT_MOST);
}

export function watchExit() {
  const link = document.querySelector("a[data-exit]");
  if (!link) return;
  const says = document.querySelector("[data-exit-says]");
  let pressed = 0;
  let timer = 0;
  const forget = () => {
    pressed = 0;
    clearTimeout(timer);
    says.textContent = "";
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link);
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.repeat) return;
      if (event.key !== "Escape") return forget();
      pressed += 1;
      clearTimeout(timer);
      if (pressed >= PRESSES) return leave(link);
      says.textContent = link.dataset.exitMore.replace("%(left)s", PRESSES - pressed);
      timer = setTimeout(forget, WITHIN);
    },
    true,
  );
  // The browser's Back may bring the page back as it was left: hidden. What the server says of it now is shown instead.
  addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.classList.contains("is-gone")) location.reload();
  });
}
