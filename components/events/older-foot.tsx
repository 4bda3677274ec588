import { Clock } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import { Failure } from "#components/ui/empty";
import { formatNumber } from "#lib/format";
import { streamIdSeconds } from "#lib/stream-id";
import { ROWS_KEPT, type Tail } from "./tail.ts";
import type { OlderState } from "./use-older.ts";

interface OlderFootProps {
  tail: Tail;
  older: { state: OlderState; full: boolean; load: () => Promise<void> };
}

/** What is below the last row: more, the end, or why not. */
export function OlderFoot({ tail, older: { state, full, load } }: OlderFootProps) {
  return (
    <div className="flex min-h-12 items-center justify-center gap-3 px-4 py-2 text-12 text-quiet">
      {state.kind === "failed" && (
        <Failure
          title="Older events could not be loaded"
          action={<Button onClick={() => void load()}>Try again</Button>}
        >
          {state.why} Live events still arrive.
        </Failure>
      )}
      {state.kind === "busy" && <span role="status">Loading older events</span>}
      {state.kind === "idle" && full && (
        <span>These are the newest {formatNumber(ROWS_KEPT)} rows. Filter by type to look further back.</span>
      )}
      {state.kind === "idle" && !full && tail.complete && <span>That is the beginning of the stream.</span>}
      {state.kind === "idle" && !full && !tail.complete && (
        <>
          {tail.lookedTo && (
            <span>
              Looked back to <Clock at={streamIdSeconds(tail.lookedTo)} full />.
            </span>
          )}
          <Button kind="quiet" onClick={() => void load()}>
            Load older
          </Button>
        </>
      )}
    </div>
  );
}
