"use client";

import { useState } from "react";
import { Segmented } from "#components/ui/choice";
import { GeneralScore } from "./general-score.tsx";
import { RyrScoreForm } from "./ryr-score-form.tsx";

const KINDS = [
  { value: "general", label: "General" },
  { value: "ryr", label: "Robots (RYR)" },
] as const;

/** Scores the agent's latest version, from how it works or from how its robots do. */
export default function ScoreForm({ agentId, version }: { agentId: string; version: number | undefined }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]["value"]>("general");
  return (
    <div className="flex flex-col gap-4">
      <Segmented label="Kind of score" options={KINDS} value={kind} onChange={setKind} />
      <p className="text-normal">
        The score becomes the karma of the agent's latest version
        {version === undefined ? "" : `, ${version} now`}.
      </p>
      {kind === "general" ? <GeneralScore agentId={agentId} /> : <RyrScoreForm agentId={agentId} />}
    </div>
  );
}
