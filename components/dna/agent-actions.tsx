"use client";

import { Dna, Save, Target } from "lucide-react";
import { useEffect, useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Drawer } from "#components/ui/drawer";
import type { Snapshot } from "#lib/dna/api";
import type { Version } from "#lib/dna/versions";
import { PartBoundary } from "../ui/part-boundary.tsx";
import { MutateForm, ScoreForm, SnapshotForm } from "./forms.ts";

type Form = "mutate" | "snapshot" | "score";

const TITLES: Record<Form, string> = {
  mutate: "Mutate",
  snapshot: "Save a snapshot",
  score: "Score",
};
const SAID_FOR_MS = 8_000;

interface AgentActionsProps {
  agentId: string;
  latest: Version | undefined;
  onSaved: () => void;
}

/** What can be done with an agent. The result appears in the page by itself, with its event. */
export function AgentActions({ agentId, latest, onSaved }: AgentActionsProps) {
  const [form, setForm] = useState<Form | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  useEffect(() => {
    if (saved === null) return;
    const timer = setTimeout(() => setSaved(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [saved]);
  const done = ({ version }: Snapshot) => {
    setForm(null);
    setSaved(version);
    onSaved();
  };
  const snapshot = latest?.snapshot ?? null;
  return (
    <>
      <WriteButton kind="primary" icon={Dna} onClick={() => setForm("mutate")}>
        Mutate
      </WriteButton>
      <WriteButton icon={Save} onClick={() => setForm("snapshot")}>
        Snapshot
      </WriteButton>
      <WriteButton icon={Target} onClick={() => setForm("score")}>
        Score
      </WriteButton>
      <WritingNote short />
      <span role="status" className="figures text-12 text-ok">
        {saved !== null && `Version ${saved} was saved`}
      </span>
      <Drawer
        open={form !== null}
        onClose={() => setForm(null)}
        title={form ? TITLES[form] : ""}
        sub={agentId}
      >
        <PartBoundary key={form} what="This form">
          {form === "mutate" && <MutateForm agentId={agentId} latest={snapshot} onSaved={done} />}
          {form === "snapshot" && (
            <SnapshotForm
              agentId={agentId}
              dna={snapshot?.dna ?? {}}
              traits={snapshot?.traits ?? {}}
              onSaved={done}
            />
          )}
          {form === "score" && <ScoreForm agentId={agentId} version={latest?.version} />}
        </PartBoundary>
      </Drawer>
    </>
  );
}
