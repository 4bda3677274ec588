"use client";

import { Crosshair } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field, Input } from "#components/ui/form";
import { Popup } from "#components/ui/popup";
import { usePreferences } from "#components/ui/preferences-provider";
import { dateTime } from "#lib/format";
import { useNow } from "#lib/live/use-live";
import type { Show } from "./view.ts";
import { writtenPlace } from "./written-place.ts";

interface PlaceMenuProps {
  show: Show;
  onShow: (show: Show) => void;
}

const AGO: [words: string, seconds: number][] = [
  ["10 minutes ago", 600],
  ["1 hour ago", 3600],
  ["1 day ago", 86_400],
  ["7 days ago", 604_800],
];

/** The rows around a moment, or around one event. */
export function PlaceMenu({ show, onShow }: PlaceMenuProps) {
  const { zone } = usePreferences();
  const chosen = show.kind === "time" || show.kind === "id";
  const label =
    show.kind === "time"
      ? `From ${dateTime(show.seconds, zone).slice(5, 19)}`
      : show.kind === "id"
        ? "From an event"
        : "From…";
  return (
    <Popup
      icon={Crosshair}
      label={<span className="figures">{label}</span>}
      title="From a time or an event"
      chosen={chosen}
    >
      {(close) => (
        <PlaceForm
          show={show}
          onShow={(next) => {
            onShow(next);
            close();
          }}
        />
      )}
    </Popup>
  );
}

function PlaceForm({ show, onShow }: PlaceMenuProps) {
  const { zone } = usePreferences();
  const now = useNow();
  const [text, setText] = useState(show.kind === "id" ? show.streamId : "");
  const [refused, setRefused] = useState(false);
  return (
    <div className="flex flex-col gap-3 p-3">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const place = now === null ? null : writtenPlace(text, now, zone);
          if (place) onShow(place);
          else setRefused(true);
        }}
      >
        <Field
          label="A time, or a stream id"
          hint="14:02 · 2026-01-12 14:02 · -2h · 1767225600000-0"
          error={refused ? "This is neither a time nor a stream id." : null}
        >
          <Input
            value={text}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value);
              setRefused(false);
            }}
          />
        </Field>
        <Button type="submit" kind="primary" disabled={text.trim() === ""}>
          Go there
        </Button>
      </form>
      <div className="flex flex-wrap gap-1.5">
        {AGO.map(([words, seconds]) => (
          <Button
            key={words}
            onClick={() => now !== null && onShow({ kind: "time", seconds: Math.round(now - seconds) })}
          >
            {words}
          </Button>
        ))}
      </div>
    </div>
  );
}
