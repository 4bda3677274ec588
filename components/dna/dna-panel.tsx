"use client";

import { useState } from "react";
import { Ago } from "#components/ui/ago";
import { Segmented } from "#components/ui/choice";
import { Empty, Skeleton } from "#components/ui/empty";
import { CopyButton } from "#components/ui/id";
import { Json } from "#components/ui/json";
import { Panel } from "#components/ui/panel";
import type { Version } from "#lib/dna/versions";
import { DiffList } from "./diff-list.tsx";
import { madeByWords } from "./version-words.ts";

interface DnaPanelProps {
  version: Version;
  versions: readonly Version[];
  loading: boolean;
  failed: string | null;
}

/** The DNA and traits of one version: what it changed against its parent, or all of it. */
export function DnaPanel({ version, versions, loading, failed }: DnaPanelProps) {
  const [view, setView] = useState<"changes" | "all">("changes");
  const { snapshot, reason } = version;
  const parent = versions.find(({ snapshotId }) => snapshotId === version.parentId);
  const whole = snapshot && { dna: snapshot.dna, traits: snapshot.traits };
  return (
    <Panel
      title={<span className="figures">Version {version.version}</span>}
      sub={
        <>
          {madeByWords(version).who}, <Ago at={version.createdAt} className="min-w-0!" />
        </>
      }
      actions={
        whole && (
          <>
            {view === "all" && (
              <CopyButton text={JSON.stringify(whole, null, 2)} label="Copy DNA and traits" />
            )}
            <Segmented
              label="Shown"
              options={[
                { value: "changes", label: "Changes" },
                { value: "all", label: "All" },
              ]}
              value={view}
              onChange={setView}
            />
          </>
        )
      }
    >
      {reason && <p className="mb-3 max-w-prose break-words text-strong">{reason}</p>}
      {whole && view === "all" && <Json value={whole} openLevels={2} />}
      {snapshot && view === "changes" && <Changes version={version} parent={parent} />}
      {!snapshot && loading && <Skeleton className="h-40 w-full" />}
      {!snapshot && !loading && <NotStored version={version} failed={failed} />}
    </Panel>
  );
}

function Changes({ version, parent }: { version: Version; parent: Version | undefined }) {
  const { snapshot } = version;
  if (!snapshot) return null;
  const before = parent?.snapshot;
  const against = before
    ? `Against version ${parent?.version}, its parent`
    : version.parentId === null
      ? "The first version: nothing to compare it with"
      : `Its parent, snapshot ${version.parentId}, is not loaded`;
  return (
    <>
      <p className="mb-2 text-12 text-quiet">{against}</p>
      <DiffList title="DNA" before={before?.dna ?? null} after={snapshot.dna} />
      <DiffList title="Traits" before={before?.traits ?? null} after={snapshot.traits} />
    </>
  );
}

function NotStored({ version, failed }: { version: Version; failed: string | null }) {
  return (
    <Empty title={failed ? "The DNA could not be loaded" : "The DNA of this version is not stored here"}>
      {failed ?? "Another server keeps it; only its events came this way."}
      {version.changed && version.changed.length > 0 && (
        <p className="mt-2">
          It changed <span className="font-mono text-strong">{version.changed.join(", ")}</span>.
        </p>
      )}
    </Empty>
  );
}
