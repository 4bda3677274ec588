// Next runs this before it hydrates the page: the state is on its way while React begins.
import { openLive } from "#lib/live/use-live";

openLive();
