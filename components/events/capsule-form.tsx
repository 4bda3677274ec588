"use client";

import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field, Input, Textarea } from "#components/ui/form";
import { usePreferences } from "#components/ui/preferences-provider";
import { useNow } from "#lib/live/use-live";
import { DownloadProgress } from "./download-progress.tsx";
import { capsulePath } from "./export.ts";
import type { TakenAway } from "./export-dialog.tsx";
import { spanPhrase } from "./histogram-words.ts";
import { useDownload } from "./use-download.ts";
import { endsOf } from "./view.ts";

const NOTES_CHARS = 4_000;
const DAY_SECONDS = 86_400;

/** A stretch of time in one file: its events, the state it began with, outages, and what its maker wants to say. */
export function CapsuleForm({ taken }: { taken: TakenAway }) {
  const { zone } = usePreferences();
  const now = useNow();
  const [notes, setNotes] = useState("");
  const [redacted, setRedacted] = useState("");
  const [filtered, setFiltered] = useState(false);
  const download = useDownload();
  const busy = download.state.kind === "busy";
  // A capsule has two ends; of all times the last day is meant.
  const span = taken.span.kind === "all" ? ({ kind: "last", seconds: DAY_SECONDS } as const) : taken.span;

  function start(): void {
    if (now === null) return;
    const { from, to } = endsOf(span, now);
    const path = capsulePath({
      query: filtered ? taken.query : "",
      from,
      to: to ?? taken.until ?? now,
      notes,
      redact: redacted.split(/[\s,]+/).filter(Boolean),
    });
    void download.start({ path, format: null, name: "brainwave-capsule.json" });
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <p>
        One file with everything that happened {spanPhrase(span, zone, taken.until !== null)}, which any
        Brainwave opens as it was then.
        {taken.span.kind !== "between" && " Drag over the chart to choose another time."}
      </p>
      {taken.query && (
        <label className="flex min-h-8 cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={filtered}
            onChange={({ target }) => setFiltered(target.checked)}
            className="size-4 accent-accent"
          />
          <span className="min-w-0">
            Only what fits <code className="break-all">{taken.query}</code>
          </span>
        </label>
      )}
      <Field label="Notes" hint="What the reader should know.">
        <Textarea value={notes} maxLength={NOTES_CHARS} onChange={({ target }) => setNotes(target.value)} />
      </Field>
      <Field
        label="Take out the values of these keys"
        hint="In payloads and meta, at any depth: email, user_name"
      >
        <Input
          value={redacted}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setRedacted(target.value)}
        />
      </Field>
      <DownloadProgress state={download.state} what="capsule" onCancel={download.cancel} />
      <div>
        <Button type="submit" kind="primary" icon={PackageOpen} busy={busy}>
          Download the capsule
        </Button>
      </div>
    </form>
  );
}
