// Next runs this before it hydrates the page: the state is on its way while React begins.
import { PUBLIC_PAGES } from "#lib/access/doors";
import { openLive } from "#lib/live/use-live";

// These draw robots by what they reported last.
const ROBOTS_SHOWN = ["/", "/robots", "/wall"];

// Before anybody has logged in there is nothing to be had. In a task of its own: much code of the page begins in this one.
if (!PUBLIC_PAGES.includes(location.pathname))
  setTimeout(() => openLive({ samples: ROBOTS_SHOWN.includes(location.pathname) }));
// React begins in a task of its own, too, ahead of Next, which would begin it in its own.
setTimeout(() => void import("react-dom/client"));
startNextLater();

/**
 * Next, and React with it, starts in a task of its own behind what `next/script` queues for "beforeInteractive": here an
 * empty script. All in one task would stop the browser for several frames.
 */
function startNextLater(): void {
  const queued: unknown = Reflect.get(self, "__next_s");
  // As all of the page's own scripts.
  const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  const empty = [0, { nonce, children: "" }];
  Reflect.set(self, "__next_s", [...(Array.isArray(queued) ? queued : []), empty]);
}
