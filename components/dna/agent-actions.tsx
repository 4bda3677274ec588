"use client";

import { Dna, Save, Target } from "lucide-react";
import { useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Drawer } from "#components/ui/drawer";
import { Skeleton } from "#components/ui/empty";
import type { Snapshot } from "#lib/dna/api";
import type { Version } from "#lib/dna/versions";
import { PartBoundary } from "../ui/part-boundary.tsx";
import { ScoreForm, VersionForm } from "./forms.ts";

type Form = "mutate" | "snapshot" | "score";

const TITLES: Record<Form, string> = {
  mutate: "Mutate",
  snapshot: "Save a snapshot",
  score: "Score",
};

interface AgentActionsProps {
  agentId: string;
  latest: Version | undefined;
  /** Its DNA is on its way. */
  loading: boolean;
  onSaved: (snapshot: Snapshot) => void;
}

/** What can be done with an agent. The result appears in the page by itself, with its event. */
export function AgentActions({ agentId, latest, loading, onSaved }: AgentActionsProps) {
  const [form, setForm] = useState<Form | null>(null);
  const done = (snapshot: Snapshot) => {
    setForm(null);
    onSaved(snapshot);
  };
  const known = latest?.snapshot ?? null;
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
      <Drawer
        open={form !== null}
        onClose={() => setForm(null)}
        title={form ? TITLES[form] : ""}
        sub={agentId}
      >
        <PartBoundary key={form} what="This form">
          {(form === "mutate" || form === "snapshot") &&
            (!known && loading ? (
              <Skeleton className="h-80 w-full" />
            ) : (
              <NextVersion as={form} agentId={agentId} latest={latest} onSaved={done} />
            ))}
          {form === "score" && <ScoreForm agentId={agentId} version={latest?.version} />}
        </PartBoundary>
      </Drawer>
    </>
  );
}

interface NextVersionProps extends Pick<AgentActionsProps, "agentId" | "latest" | "onSaved"> {
  as: "mutate" | "snapshot";
}

/** Begins with the newest version that is stored here, and stays with it: a newer one is told, not slipped in. */
function NextVersion({ as, agentId, latest, onSaved }: NextVersionProps) {
  const [begun] = useState(latest?.snapshot ?? null);
  return (
    <>
      {!begun && (
        <p className="mb-4 text-12 text-warning">
          This server stores no DNA of this agent: begin with a snapshot of the whole.
        </p>
      )}
      <VersionForm
        as={begun ? as : "snapshot"}
        agentId={agentId}
        dna={begun?.dna ?? {}}
        traits={begun?.traits ?? {}}
        latest={begun ? latest : undefined}
        onSaved={onSaved}
      />
    </>
  );
}
