// What every page runs. Nothing here is needed to use a page; each module adds one ease.
import { Button, CharacterCount, ErrorSummary, PasswordInput, SkipLink, createAll } from "./govuk.js";
import { offerUnsent, watchDrafts } from "./drafts.js";
import { guardForms } from "./guard.js";
import { leaveNothing } from "./leave.js";
import { watchExit } from "./exit.js";
import { watchLock } from "./lock.js";
import { lookAgain } from "./look.js";
import { closeMenus, showTabs } from "./menus.js";
import { revealFields } from "./reveal.js";
import { openBeside } from "./beside.js";
import { quietTerms } from "./terms.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

function begin(root) {
  for (const part of [Button, CharacterCount, ErrorSummary, PasswordInput, SkipLink]) createAll(part, {}, root);
  revealFields(root);
  guardForms(root);
  watchDrafts(root);
  showTabs(root);
}

begin(document);
closeMenus();
leaveNothing();
watchExit();
watchLock();
openBeside();
quietTerms();
offerUnsent();
lookAgain(begin);

// Parts that htmx brings in later are begun like the page.
document.addEventListener("htmx:afterSettle", (event) => begin(event.target));
