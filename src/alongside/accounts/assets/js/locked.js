// Where one page was opened again by the PIN, the others open with it.
import { pages } from "../../web/js/pages.js";

if (pages) {
  pages.onmessage = ({ data }) => {
    if (data === "moved") location.reload();
    if (data === "left") setTimeout(() => location.reload(), 1000);
  };
}
