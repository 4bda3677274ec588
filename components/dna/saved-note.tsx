"use client";

import { useEffect, useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { postJson } from "../ui/post-json.ts";

/** A version that was just made here, and the one that was the newest before. */
export interface Saved {
  version: number;
  before: number | undefined;
}

interface SavedNoteProps {
  agentId: string;
  saved: Saved | null;
  onChange: (saved: Saved | null) => void;
}

const SAID_FOR_MS = 20_000;

/** Says what was saved, and offers to take it back for a while: that makes a further version, as every rollback does. */
export function SavedNote({ agentId, saved, onChange }: SavedNoteProps) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    if (saved === null) return;
    setFailed(null);
    const timer = setTimeout(() => onChange(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [saved, onChange]);

  async function undo({ version, before }: Saved): Promise<void> {
    setBusy(true);
    const answer = await postJson(`/api/dna/agents/${encodeURIComponent(agentId)}/rollback`, {
      version: before,
      reason: `Undo of version ${version}`,
      expected_version: version,
    });
    setBusy(false);
    if (!answer.ok) setFailed(answer.message);
    else onChange({ version: version + 1, before: version });
  }

  return (
    <span role="status" className="figures inline-flex min-h-8 items-center gap-2 text-12">
      {saved && <span className="text-ok">Version {saved.version} was saved</span>}
      {saved?.before !== undefined && (
        <WriteButton kind="quiet" busy={busy} onClick={() => void undo(saved)}>
          Undo
        </WriteButton>
      )}
      {failed && <span className="text-warning">Not undone: {failed}</span>}
    </span>
  );
}
