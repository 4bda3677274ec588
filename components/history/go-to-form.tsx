"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { Field, Input } from "#components/ui/form";
import { usePreferences } from "#components/ui/preferences-provider";
import type { Moment } from "#lib/history/moment";
import { momentWords, readTypedMoment } from "./typed-moment.ts";

interface GoToFormProps {
  open: boolean;
  onClose: () => void;
  /** What it starts with, in Unix seconds. */
  at: number;
  onGo: (moment: Moment) => void;
}

/** A moment by its date and time, or by an event's stream id. */
export function GoToForm({ open, onClose, at, onGo }: GoToFormProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Go to a moment">
      <Fields at={at} onClose={onClose} onGo={onGo} />
    </Dialog>
  );
}

const PROBLEMS = {
  none: "This is neither a date and time, such as 2026-01-12 14:02:30, nor a stream id.",
  "left out": "There was no such time: the clock was put forward over it.",
};

function Fields({ at, onClose, onGo }: Omit<GoToFormProps, "open">) {
  const { zone } = usePreferences();
  const [given] = useState(at);
  const [text, setText] = useState(momentWords(given, zone));
  const [problem, setProblem] = useState<string | null>(null);
  function go(event: FormEvent): void {
    event.preventDefault();
    const read = readTypedMoment(text.trim(), zone, given);
    if (read.kind !== "moment") {
      setProblem(PROBLEMS[read.kind]);
      return;
    }
    onClose();
    onGo(read.moment);
  }
  return (
    <form onSubmit={go} noValidate className="flex flex-col items-start gap-4">
      <Field
        label={`Date and time (${zone === "utc" ? "UTC" : "local time"}), or an event's stream id`}
        hint="2026-01-12 14:02:30, or 1767225600000-0. With Z at its end a time is UTC."
        error={problem}
      >
        <Input
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          className="figures min-w-64"
        />
      </Field>
      <Button kind="primary" type="submit">
        Go there
      </Button>
    </form>
  );
}
