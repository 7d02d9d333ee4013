// What is folded on a telephone stands open elsewhere and on paper. The style shows it; this says it to whoever listens, and takes
// the heading out of the way of the Tab key. With no script it is only ever one press away.
const WIDE = matchMedia("(min-width: 640px)");

export function unfoldWhereThereIsRoom(root) {
  const folds = [...root.querySelectorAll("details.fold:not([open])")];
  const stand = () => {
    for (const fold of folds) {
      fold.open = WIDE.matches;
      fold.querySelector("summary").tabIndex = WIDE.matches ? -1 : 0;
    }
  };
  if (folds.length === 0) return;
  stand();
  WIDE.addEventListener("change", stand);
  addEventListener("beforeprint", () => folds.forEach((fold) => (fold.open = true)));
  addEventListener("afterprint", stand);
}
