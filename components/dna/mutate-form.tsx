"use client";

import { Dna } from "lucide-react";
import { type FormEvent, useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Field, FormError, Input } from "#components/ui/form";
import { Snapshot } from "#lib/dna/api";
import { changedKeys } from "#lib/dna/diff";
import { readObject } from "#lib/dna/form-problems";
import { mutated, traitsAfter } from "#lib/dna/rules";
import { plural } from "#lib/format";
import { JsonField } from "./json-field.tsx";
import { useSend } from "./use-send.ts";

interface MutateFormProps {
  agentId: string;
  /** The version it would change; null while its DNA isn't known here. */
  latest: Snapshot | null;
  onSaved: (snapshot: Snapshot) => void;
}

const FIELDS = ["mutation", "traits_delta", "reason"];

/** Makes the agent's next version from its latest, and tells before what would change. */
export default function MutateForm({ agentId, latest, onSaved }: MutateFormProps) {
  const [mutation, setMutation] = useState("{\n  \n}");
  const [delta, setDelta] = useState("{}");
  const [reason, setReason] = useState("");
  const { form, busy, problems, message, refuse, changed, send } = useSend(FIELDS);
  const [readMutation, readDelta] = [readObject(mutation), readObject(delta)];

  async function mutate(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!readMutation.ok || !readDelta.ok) {
      refuse({
        ...(readMutation.ok ? {} : { mutation: readMutation.problem }),
        ...(readDelta.ok ? {} : { traits_delta: readDelta.problem }),
      });
      return;
    }
    const body = { mutation: readMutation.value, traits_delta: readDelta.value, reason: reason || null };
    const answer = Snapshot.safeParse(
      await send(`/api/dna/agents/${encodeURIComponent(agentId)}/mutate`, body),
    );
    if (answer.success) onSaved(answer.data);
  }

  return (
    <form ref={form} onSubmit={(event) => void mutate(event)} noValidate className="flex flex-col gap-4">
      <JsonField
        label="Mutation"
        hint="A JSON object laid over the current DNA, key by key."
        problem={problems.mutation}
        value={mutation}
        onChange={(text) => {
          changed("mutation");
          setMutation(text);
        }}
        rows={8}
      />
      <JsonField
        label="Change of traits"
        hint="Numbers are added to the trait; anything else replaces it."
        problem={problems.traits_delta}
        value={delta}
        onChange={(text) => {
          changed("traits_delta");
          setDelta(text);
        }}
        rows={4}
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
      <p role="status" className="min-h-5 text-12 text-normal">
        {latest && readMutation.ok && readDelta.ok && preview(latest, readMutation.value, readDelta.value)}
      </p>
      <WritingNote />
      {message && <FormError>{message}</FormError>}
      <WriteButton kind="primary" type="submit" icon={Dna} busy={busy} className="self-start">
        Mutate
      </WriteButton>
    </form>
  );
}

type Values = Record<string, unknown>;

function preview(latest: Snapshot, mutation: Values, delta: Values): string {
  const keys = changedKeys(latest.dna, mutated(latest.dna, mutation));
  const traits = changedKeys(latest.traits, safeTraits(latest.traits, delta));
  if (keys.length + traits.length === 0) return `Version ${latest.version} would not change.`;
  const parts = [
    keys.length > 0 ? `${plural(keys.length, "key")} (${keys.join(", ")})` : "",
    traits.length > 0 ? `${plural(traits.length, "trait")} (${traits.join(", ")})` : "",
  ];
  return `Changes ${parts.filter(Boolean).join(" and ")} of version ${latest.version}.`;
}

// A sum too large for a number: the server says so when it is sent.
function safeTraits(traits: Values, delta: Values): Values {
  try {
    return traitsAfter(traits, delta);
  } catch {
    return traits;
  }
}
