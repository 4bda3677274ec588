"use client";

import { Save } from "lucide-react";
import { type FormEvent, useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Field, FormError, Input } from "#components/ui/form";
import { Snapshot } from "#lib/dna/api";
import { readObject } from "#lib/dna/form-problems";
import { formatted, JsonField } from "./json-field.tsx";
import { useSend } from "./use-send.ts";

interface SnapshotFormProps {
  agentId: string;
  /** To start from. */
  dna: Record<string, unknown>;
  traits: Record<string, unknown>;
  onSaved: (snapshot: Snapshot) => void;
}

const FIELDS = ["agent_id", "dna", "traits", "reason"];

/** Saves an agent's whole DNA as its next version; an agent that is unknown is made. */
export default function SnapshotForm({ agentId, dna, traits, onSaved }: SnapshotFormProps) {
  const [id, setId] = useState(agentId);
  const [dnaText, setDnaText] = useState(() => formatted(dna));
  const [traitsText, setTraitsText] = useState(() => formatted(traits));
  const [reason, setReason] = useState("");
  const { form, busy, problems, message, refuse, changed, send } = useSend(FIELDS);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const [readDna, readTraits] = [readObject(dnaText), readObject(traitsText)];
    if (!readDna.ok || !readTraits.ok) {
      refuse({
        ...(readDna.ok ? {} : { dna: readDna.problem }),
        ...(readTraits.ok ? {} : { traits: readTraits.problem }),
      });
      return;
    }
    const body = { agent_id: id, dna: readDna.value, traits: readTraits.value, reason: reason || null };
    const answer = Snapshot.safeParse(await send("/api/dna/snapshot", body));
    if (answer.success) onSaved(answer.data);
  }

  return (
    <form ref={form} onSubmit={(event) => void save(event)} noValidate className="flex flex-col gap-4">
      <Field
        label="Agent"
        hint="Its id. One that is not known yet is made."
        error={problems.agent_id ?? null}
      >
        <Input
          value={id}
          onChange={(event) => {
            changed("agent_id");
            setId(event.target.value);
          }}
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
      <JsonField
        label="DNA"
        hint="All of it, as a JSON object."
        problem={problems.dna}
        value={dnaText}
        onChange={(text) => {
          changed("dna");
          setDnaText(text);
        }}
        rows={12}
      />
      <JsonField
        label="Traits"
        hint="A JSON object, mostly numbers."
        problem={problems.traits}
        value={traitsText}
        onChange={(text) => {
          changed("traits");
          setTraitsText(text);
        }}
        rows={5}
      />
      <Field
        label="Reason"
        hint="Why, for people who read the history. May stay empty."
        error={problems.reason ?? null}
      >
        <Input
          value={reason}
          onChange={(event) => {
            changed("reason");
            setReason(event.target.value);
          }}
        />
      </Field>
      <WritingNote />
      {message && <FormError>{message}</FormError>}
      <WriteButton kind="primary" type="submit" icon={Save} busy={busy} className="self-start">
        Save snapshot
      </WriteButton>
    </form>
  );
}
