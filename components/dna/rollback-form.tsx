"use client";

import { Undo2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { FormError, FormFoot } from "#components/ui/form";
import { Snapshot } from "#lib/dna/api";
import type { Version } from "#lib/dna/versions";
import { ConflictNote } from "./conflict-note.tsx";
import { DiffList } from "./diff-list.tsx";
import { ReasonField } from "./reason-field.tsx";
import { TraitBars } from "./trait-bars.tsx";
import { useSend } from "./use-send.ts";

interface RollbackFormProps {
  agentId: string;
  /** The version to go back to. */
  target: Version;
  latest: Version | undefined;
  onSaved: (snapshot: Snapshot) => void;
}

const FIELDS = ["reason"];

/** What a rollback changes, and why it is made. It writes a new version and rewrites none. */
export default function RollbackForm({ agentId, target, latest, onSaved }: RollbackFormProps) {
  const [reason, setReason] = useState(() => reasonFor(target, latest));
  const [base, setBase] = useState(latest);
  const { form, busy, problems, message, conflict, changed, send } = useSend(FIELDS);

  async function rollBack(event: FormEvent): Promise<void> {
    event.preventDefault();
    const path = `/api/dna/agents/${encodeURIComponent(agentId)}/rollback`;
    const body = { version: target.version, reason: reason || null, expected_version: base?.version };
    const made = Snapshot.safeParse(await send(path, body));
    if (made.success) onSaved(made.data);
  }

  // Its DNA may come after the form was opened.
  const [now, then] = [(latest?.version === base?.version ? latest : base)?.snapshot, target.snapshot];
  return (
    <form ref={form} onSubmit={(event) => void rollBack(event)} noValidate className="flex flex-col gap-4">
      <p>
        Makes a new version with the DNA and traits of version {target.version}. The versions in between stay
        as they are.
      </p>
      {!busy && (
        <ConflictNote base={base?.version ?? 0} latest={latest} conflict={conflict} onGoOn={setBase} />
      )}
      {now && then ? (
        <section aria-label="What changes">
          <DiffList title="DNA" before={now.dna} after={then.dna} />
          <TraitBars before={now.traits} after={then.traits} />
        </section>
      ) : (
        <p className="text-12 text-quiet">What changes is not loaded here; the server has it.</p>
      )}
      <ReasonField
        hint="For people who read the history."
        value={reason}
        error={problems.reason}
        onChange={(text) => {
          changed("reason");
          setReason(text);
        }}
      />
      <FormFoot>
        <WritingNote />
        {message && <FormError>{message}</FormError>}
        <WriteButton kind="primary" type="submit" icon={Undo2} busy={busy} className="self-start">
          Roll back to version {target.version}
        </WriteButton>
      </FormFoot>
    </form>
  );
}

function reasonFor(target: Version, latest: Version | undefined): string {
  const fell = latest?.verdict === "regressed" ? `, version ${latest.version} was worse` : "";
  return `Back to version ${target.version}${fell}`;
}
