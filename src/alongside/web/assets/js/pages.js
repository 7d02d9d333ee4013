// What the pages of one browser tell each other: "moved", "locked", "left". No words of anybody's, and nothing is kept.
// One channel for all modules of a page: a channel does not hear itself.

export const pages = "BroadcastChannel" in window ? new BroadcastChannel("pages") : null;
