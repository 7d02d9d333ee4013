// What a light page runs: the way out, words that explain themselves, a search that answers as one types, what is folded, and the
// copy kept for when there is no connection. Nothing here is needed to use a page.
import { watchExit } from "./exit.js";
import { quietTerms } from "./terms.js";
import { answerAsTyped } from "./typed.js";
import { keepForOffline } from "./offline.js";
import { unfoldWhereThereIsRoom } from "./folds.js";

watchExit();
quietTerms();
answerAsTyped(document);
unfoldWhereThereIsRoom(document);
keepForOffline();
