"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Ago } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import type { Version } from "#lib/dna/versions";
import { KarmaValue } from "./karma-value.tsx";
import { madeByWords } from "./version-words.ts";

interface ConflictNoteProps {
  /** The version that the form began from. */
  base: number;
  /** The newest, as the events tell it. */
  latest: Version | undefined;
  /** The newest, as the server told when it refused. */
  conflict: number | null;
  onGoOn: (latest: Version) => void;
}

/** Somebody else was faster: says which version is the newest now, and goes on from it with all that was typed. */
export function ConflictNote({ base, latest, conflict, onGoOn }: ConflictNoteProps) {
  const newer = latest && latest.version > base ? latest : undefined;
  if (!newer && (conflict === null || conflict <= base)) return null;
  if (base === 0)
    return (
      <Note title={`This agent has versions already, ${conflict ?? newer?.version} is the newest`}>
        Nothing was written. Choose another id, or open the agent and change it there.
      </Note>
    );
  const { who, what } = newer ? madeByWords(newer) : { who: "", what: "" };
  return (
    <Note title={`Version ${newer?.version ?? conflict} came meanwhile`}>
      {newer && (
        <p className="break-words">
          {who} {what && <span className="font-mono text-12">{what}</span>} <Ago at={newer.createdAt} />,
          karma <KarmaValue karma={newer.karma} inherited={newer.scored === "inherited"} />. {newer.reason}
        </p>
      )}
      <p className="text-12 text-quiet">
        Nothing was written, and what you typed stays. {!newer && "The newer version shows here in a moment."}
      </p>
      {newer && (
        <Button disabled={!newer.snapshot} onClick={() => onGoOn(newer)} className="mt-2">
          Go on from version {newer.version}
        </Button>
      )}
    </Note>
  );
}

const Note = ({ title, children }: { title: string; children: ReactNode }) => (
  <div role="alert" className="rounded-control border border-warning/50 bg-warning/10 px-3 py-2 text-normal">
    <p className="flex items-center gap-1.5 font-medium text-strong">
      <TriangleAlert aria-hidden size={14} className="shrink-0 text-warning" />
      {title}
    </p>
    {children}
  </div>
);
