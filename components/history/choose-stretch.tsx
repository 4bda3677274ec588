"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { Field, Input } from "#components/ui/form";
import { usePreferences } from "#components/ui/preferences-provider";
import { dateTime } from "#lib/format";
import type { HistoryReport } from "#lib/history/api";
import { timeMachine, usePresent } from "#lib/live/use-live";
import type { Stretch } from "../events/stretch.ts";
import { useAsked } from "../ui/use-asked.ts";
import { readStretch, type TypedStretch, typedMoment } from "./typed-stretch.ts";

interface ChooseStretchProps {
  open: boolean;
  onClose: () => void;
  /** What it starts with; null is the last hour. */
  stretch: Stretch | null;
  onChoose: (stretch: Stretch) => void;
}

/** Any stretch of the past between two moments, as far back as events are kept. All pages go to its end. */
export default function ChooseStretch({ open, onClose, ...rest }: ChooseStretchProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Look at a stretch of time">
      <Asking onClose={onClose} {...rest} />
    </Dialog>
  );
}

const ASK_EVERY_MS = 60_000;

function Asking(props: Omit<ChooseStretchProps, "open">) {
  const { asked } = useAsked<HistoryReport>("/api/history", ASK_EVERY_MS);
  const present = usePresent();
  if (present === null || asked.kind === "loading") return <div className="h-46" />;
  return (
    <Fields {...props} present={present} keptSince={asked.kind === "known" ? asked.value.since : null} />
  );
}

const HOUR_SECONDS = 3_600;

interface FieldsProps extends Omit<ChooseStretchProps, "open"> {
  present: number;
  keptSince: number | null;
}

function Fields({ stretch, present, keptSince, onChoose, onClose }: FieldsProps) {
  const { zone } = usePreferences();
  const [given] = useState(
    stretch ?? { from: Math.max(present - HOUR_SECONDS, keptSince ?? 0), to: present },
  );
  const [typed, setTyped] = useState<TypedStretch>({
    from: typedMoment(given.from, zone),
    to: typedMoment(given.to, zone),
  });
  const [problem, setProblem] = useState<{ field: keyof TypedStretch; words: string } | null>(null);
  function choose(event: FormEvent): void {
    event.preventDefault();
    const read = readStretch(typed, { zone, present, keptSince, given });
    if (read.kind === "problem") {
      setProblem(read);
      return;
    }
    onClose();
    onChoose(read.stretch);
    timeMachine.goTo({ seconds: read.stretch.to });
  }
  const field = (name: keyof TypedStretch, label: string) => (
    <Field
      label={`${label} (${zone === "utc" ? "UTC" : "local time"})`}
      error={problem?.field === name ? problem.words : null}
    >
      <Input
        type="datetime-local"
        step={1}
        value={typed[name]}
        onChange={(event) => {
          setTyped({ ...typed, [name]: event.target.value });
          setProblem(null);
        }}
        className="figures"
      />
    </Field>
  );
  return (
    <form onSubmit={choose} noValidate className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        {field("from", "From")}
        {field("to", "To")}
      </div>
      <p className="text-12 text-quiet">
        Every page then shows how things were at its end, and the slider runs over it.
        {keptSince !== null && ` Events are kept from ${dateTime(keptSince, zone)} on.`}
      </p>
      <Button kind="primary" type="submit" className="self-start">
        Show it
      </Button>
    </form>
  );
}
