// Next runs this before it hydrates the page: the state is on its way while React begins.
import { PUBLIC_PAGES } from "#lib/access/doors";
import { openLive } from "#lib/live/use-live";

// These draw robots by what they reported last.
const ROBOTS_SHOWN = ["/", "/robots", "/wall"];

// Before anybody has logged in there is nothing to be had. In a task of its own: all code of the page begins in this one.
if (!PUBLIC_PAGES.includes(location.pathname))
  setTimeout(() => openLive({ samples: ROBOTS_SHOWN.includes(location.pathname) }));
