"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Field, Select } from "#components/ui/form";
import { CopyButton } from "#components/ui/id";
import { usePreferences } from "#components/ui/preferences-provider";
import { useNow } from "#lib/live/use-live";
import type { ExportFormat } from "../../lib/history/api.ts";
import { curlOfFilter } from "./copies.ts";
import { DownloadProgress } from "./download-progress.tsx";
import { exportPath } from "./export.ts";
import type { TakenAway } from "./export-dialog.tsx";
import { spanPhrase } from "./histogram-words.ts";
import { useDownload } from "./use-download.ts";
import { ALL, endsOf } from "./view.ts";

const ABOUT: Record<ExportFormat, string> = {
  ndjson: "One JSON object per line: for jq, scripts, and very many events.",
  json: "One JSON list.",
  csv: "For a spreadsheet. A text that it would take for a formula, a number or a date has an apostrophe in front.",
};

/** The name of the sentence that other exports have by default. */
const USUAL = ["stream_id", "received", "time", "type", "source", "agent", "robot", "job", "summary", "id"];

/** Every event that fits the filter, in one of three forms. */
export function ExportForm({ taken }: { taken: TakenAway }) {
  const { query, live, until, order, fields } = taken;
  const { zone } = usePreferences();
  const now = useNow();
  const [format, setFormat] = useState<ExportFormat>("ndjson");
  const [columns, setColumns] = useState<"usual" | "shown">(fields.length > 0 ? "shown" : "usual");
  // While live the rows aren't bounded by the chart's stretch: a person says which is meant.
  const [every, setEvery] = useState(false);
  const download = useDownload();
  const busy = download.state.kind === "busy";
  const span = every ? ALL : taken.span;
  const ends = now === null ? { from: null, to: null } : endsOf(span, now);
  const wanted = { query, from: ends.from, to: ends.to ?? until };

  function start(): void {
    const path = exportPath({
      ...wanted,
      format,
      order,
      columns: columns === "shown" ? [...USUAL, ...fields] : [],
    });
    void download.start({ path, format, name: `brainwave-events.${format}` });
  }

  return (
    <div className="flex flex-col gap-4">
      <p>
        {query ? (
          <>
            Every event that fits <code className="break-all text-strong">{query}</code>
          </>
        ) : (
          "Every event"
        )}
        {span.kind === "all"
          ? until === null
            ? ", from the oldest that is kept up to now."
            : ", from the oldest that is kept up to the moment shown."
          : `, ${spanPhrase(span, zone, until !== null)}.`}
      </p>
      {live && (
        <Field label="From which time">
          <Select
            value={every ? "all" : "chart"}
            disabled={busy}
            onChange={({ target }) => setEvery(target.value === "all")}
          >
            <option value="chart">The chart's: {spanPhrase(taken.span, zone, until !== null)}</option>
            <option value="all">Everything that is kept</option>
          </Select>
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Segmented
          label="Format"
          options={[
            { value: "ndjson", label: "NDJSON" },
            { value: "json", label: "JSON" },
            { value: "csv", label: "CSV" },
          ]}
          value={format}
          onChange={setFormat}
        />
        <p className="text-12 text-quiet">{ABOUT[format]}</p>
      </div>
      {format === "csv" && fields.length > 0 && (
        <Field label="Columns">
          <Select
            value={columns}
            disabled={busy}
            onChange={({ target }) => setColumns(target.value as typeof columns)}
          >
            <option value="shown">The usual ones and {fields.join(", ")}</option>
            <option value="usual">The usual ones and the whole payload</option>
          </Select>
        </Field>
      )}
      <DownloadProgress state={download.state} what="events" onCancel={download.cancel} />
      <div className="flex items-center gap-2">
        <Button kind="primary" icon={Download} busy={busy} onClick={start}>
          Download
        </Button>
        <span className="ms-auto flex items-center text-12 text-quiet">
          as curl <CopyButton text={curlOfFilter(originOf(), { ...wanted, order })} label="Copy as curl" />
        </span>
      </div>
    </div>
  );
}

const originOf = (): string => window.location.origin;
