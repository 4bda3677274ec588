"use client";

import { Dna, Save } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Field, FormError, FormFoot, Input } from "#components/ui/form";
import { Snapshot } from "#lib/dna/api";
import type { Version } from "#lib/dna/versions";
import { ConflictNote } from "./conflict-note.tsx";
import { DiffList } from "./diff-list.tsx";
import { changeFrom, editOf, readEdit, rebased } from "./edit.ts";
import { ObjectEditor } from "./object-editor.tsx";
import { ReasonField } from "./reason-field.tsx";
import { TraitBars } from "./trait-bars.tsx";
import { useSend } from "./use-send.ts";

type Values = Record<string, unknown>;

interface VersionFormProps {
  /** Null for an agent that is yet to be named: then its first snapshot is made. */
  agentId: string | null;
  /** Where a new agent's name begins. */
  suggestedId?: string;
  /** What the form begins with. */
  dna: Values;
  traits: Values;
  /** The agent's newest version; undefined for a new agent. */
  latest: Version | undefined;
  /** `mutate` sends what changed; `snapshot` sends all of it. */
  as: "mutate" | "snapshot";
  onSaved: (snapshot: Snapshot) => void;
}

const FIELDS = ["agent_id", "dna", "traits", "mutation", "traits_delta", "reason"];

/** Makes an agent's next version: its DNA and traits key by key or as JSON, and before it is sent what would change. */
export default function VersionForm(props: VersionFormProps) {
  const { agentId, suggestedId = "", latest, as, onSaved } = props;
  const [base, setBase] = useState({ version: latest?.version ?? 0, dna: props.dna, traits: props.traits });
  const [id, setId] = useState(suggestedId);
  const [dna, setDna] = useState(() => editOf(props.dna));
  const [traits, setTraits] = useState(() => editOf(props.traits));
  const [reason, setReason] = useState("");
  const { form, busy, problems, message, conflict, refuse, changed, send } = useSend(FIELDS);
  const after = useMemo(() => ({ dna: readEdit(dna), traits: readEdit(traits) }), [dna, traits]);
  const readable =
    after.dna.ok && after.traits.ok ? { dna: after.dna.value, traits: after.traits.value } : null;
  const change = readable && as === "mutate" ? changeFrom(base, readable) : null;
  const whole = as === "snapshot" || change?.kind === "snapshot";

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!readable) {
      refuse({
        ...(after.dna.ok ? {} : { dna: after.dna.problem }),
        ...(after.traits.ok ? {} : { traits: after.traits.problem }),
      });
      return;
    }
    const common = { reason: reason || null, expected_version: base.version };
    const answer =
      change?.kind === "mutation"
        ? await send(`/api/dna/agents/${encodeURIComponent(agentId ?? id)}/mutate`, {
            mutation: change.mutation,
            traits_delta: change.traits_delta,
            ...common,
          })
        : await send("/api/dna/snapshot", { agent_id: agentId ?? id, ...readable, ...common });
    const made = Snapshot.safeParse(answer);
    if (made.success) onSaved(made.data);
  }

  function goOn(newer: Version): void {
    if (!newer.snapshot) return;
    const now = { version: newer.version, dna: newer.snapshot.dna, traits: newer.snapshot.traits };
    setDna(rebased(dna, base.dna, now.dna));
    setTraits(rebased(traits, base.traits, now.traits));
    setBase(now);
  }

  return (
    <form ref={form} onSubmit={(event) => void save(event)} noValidate className="flex flex-col gap-5">
      {agentId === null && (
        <Field label="Agent" hint="Its id, one that is not known yet." error={problems.agent_id ?? null}>
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
      )}
      {/* While it is sent, the newer version may well be this one. */}
      {!busy && <ConflictNote base={base.version} latest={latest} conflict={conflict} onGoOn={goOn} />}
      <ObjectEditor
        label="DNA"
        part="key"
        before={base.dna}
        edit={dna}
        onChange={(edit) => {
          changed("dna", "mutation");
          setDna(edit);
        }}
        problem={problems.dna ?? problems.mutation}
      />
      <ObjectEditor
        label="Traits"
        part="trait"
        before={base.traits}
        edit={traits}
        onChange={(edit) => {
          changed("traits", "traits_delta");
          setTraits(edit);
        }}
        problem={problems.traits ?? problems.traits_delta}
      />
      <ReasonField
        hint="Why, for people who read the history. May stay empty."
        value={reason}
        error={problems.reason}
        onChange={(text) => {
          changed("reason");
          setReason(text);
        }}
      />
      {agentId !== null && readable && (
        <section aria-label="What changes" className="rounded-control border border-line bg-surface-0 p-3">
          <p className="mb-2 font-medium text-12 text-normal">Against version {base.version}</p>
          <DiffList title="DNA" before={base.dna} after={readable.dna} />
          <TraitBars before={base.traits} after={readable.traits} />
        </section>
      )}
      {change?.kind === "snapshot" && (
        <p role="status" className="text-12 text-normal">
          {change.because}: this is saved as a snapshot of the whole DNA.
        </p>
      )}
      <FormFoot>
        <WritingNote />
        {message && <FormError>{message}</FormError>}
        <WriteButton
          kind="primary"
          type="submit"
          icon={whole ? Save : Dna}
          busy={busy}
          className="self-start"
        >
          {whole ? "Save snapshot" : "Mutate"}
        </WriteButton>
      </FormFoot>
    </form>
  );
}
