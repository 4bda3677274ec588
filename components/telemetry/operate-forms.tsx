"use client";

import { type ReactNode, useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { Segmented } from "#components/ui/choice";
import { Field, Input, Textarea } from "#components/ui/form";
import { NOTE_CHARS_MAX, REASON_CHARS_MAX } from "#lib/telemetry/acts";

interface FormProps {
  busy: boolean;
  onSend: (body: object) => void;
  /** Beside the button that sends it. */
  children: ReactNode;
}

const withReason = (reason: string): object => (reason.trim() === "" ? {} : { reason: reason.trim() });

function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      className="mt-3 flex flex-col gap-3"
    >
      {children}
    </form>
  );
}

const Buttons = ({ children }: { children: ReactNode }) => <div className="flex gap-2">{children}</div>;

function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field label="Why" hint="Kept with the event; may stay empty">
      <Input value={value} maxLength={REASON_CHARS_MAX} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

/** Asks once more, and for the reason. */
export function ReasonForm({
  verb,
  danger,
  busy,
  onSend,
  children,
}: FormProps & { verb: string; danger: boolean }) {
  const [reason, setReason] = useState("");
  return (
    <Form onSubmit={() => onSend(withReason(reason))}>
      <ReasonField value={reason} onChange={setReason} />
      <Buttons>
        <WriteButton type="submit" kind={danger ? "danger" : "primary"} busy={busy}>
          {verb}
        </WriteButton>
        {children}
      </Buttons>
    </Form>
  );
}

const SPANS = [
  { value: "60", label: "1 min" },
  { value: "900", label: "15 min" },
  { value: "3600", label: "1 h" },
  { value: "86400", label: "1 day" },
  { value: "604800", label: "7 days" },
] as const;

type Span = (typeof SPANS)[number]["value"];

/** For how long, and why. */
export function BlockForm({ busy, onSend, children }: FormProps) {
  const [seconds, setSeconds] = useState<Span>("900");
  const [reason, setReason] = useState("");
  return (
    <Form onSubmit={() => onSend({ seconds: Number(seconds), ...withReason(reason) })}>
      <div>
        <Segmented<Span> label="For how long" options={SPANS} value={seconds} onChange={setSeconds} />
      </div>
      <ReasonField value={reason} onChange={setReason} />
      <Buttons>
        <WriteButton type="submit" kind="danger" busy={busy}>
          Block it for {SPANS.find(({ value }) => value === seconds)?.label}
        </WriteButton>
        {children}
      </Buttons>
    </Form>
  );
}

/** The one note on a robot. */
export function NoteForm({ note, busy, onSend, children }: FormProps & { note: string }) {
  const [text, setText] = useState(note);
  return (
    <Form onSubmit={() => onSend({ note: text.trim() })}>
      <Field label="Note" hint={note ? "Replaces the one before; empty takes it away" : undefined}>
        <Textarea value={text} maxLength={NOTE_CHARS_MAX} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Buttons>
        <WriteButton type="submit" kind="primary" busy={busy}>
          {text.trim() === "" && note !== "" ? "Take it away" : "Save the note"}
        </WriteButton>
        {children}
      </Buttons>
    </Form>
  );
}
