import { Button } from "#components/ui/button";
import { FormError } from "#components/ui/form";
import { StateBadge } from "#components/ui/state";
import { formatBytes, formatNumber, plural } from "#lib/format";
import type { DownloadState } from "./use-download.ts";

interface DownloadProgressProps {
  state: DownloadState;
  /** "events" are counted; of a "capsule" only the bytes are told. */
  what: "events" | "capsule";
  onCancel: () => void;
}

/** How far a download is. Its place in the page is kept, whatever it says. */
export function DownloadProgress({ state, what, onCancel }: DownloadProgressProps) {
  return (
    <div className="flex min-h-9 flex-col justify-center gap-1.5">
      {state.kind === "busy" && (
        <div className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <progress
              aria-label="Download"
              {...(state.total ? { max: state.total, value: Math.min(state.events, state.total) } : {})}
              className="block h-1.5 w-full accent-accent"
            />
            <p className="figures text-12 text-quiet">
              {what === "events" &&
                `${formatNumber(state.events)}${state.total === null ? "" : ` of ${formatNumber(state.total)}`} events · `}
              {formatBytes(state.bytes)}
            </p>
          </div>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      )}
      {state.kind === "done" && (
        <p role="status" className="figures flex flex-wrap items-center gap-x-2 text-12">
          <StateBadge state="completed">Saved</StateBadge>
          <span className="break-all">{state.name}</span>
          <span className="text-quiet">
            {what === "events" && `${plural(state.events, "event")} · `}
            {formatBytes(state.bytes)}
          </span>
        </p>
      )}
      {state.kind === "cancelled" && <p role="status">Cancelled: nothing was saved.</p>}
      {state.kind === "failed" && <FormError>{state.why} Nothing was saved.</FormError>}
    </div>
  );
}
