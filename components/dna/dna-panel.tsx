"use client";

import { type ReactNode, useMemo, useState } from "react";
import { Ago } from "#components/ui/ago";
import { Segmented } from "#components/ui/choice";
import { Empty, Skeleton } from "#components/ui/empty";
import { Field, Select } from "#components/ui/form";
import { CopyButton } from "#components/ui/id";
import { Json } from "#components/ui/json";
import { Panel } from "#components/ui/panel";
import type { Version, VersionOutline } from "#lib/dna/versions";
import { formatNumber } from "#lib/format";
import { DiffList } from "./diff-list.tsx";
import { TraitBars } from "./trait-bars.tsx";
import { versionIn } from "./use-selection.ts";
import { madeByWords } from "./version-words.ts";

interface DnaPanelProps {
  version: Version;
  versions: readonly Version[];
  outlines: readonly VersionOutline[];
  /** The version to compare with; null for its parent. */
  compared: number | null;
  loading: boolean;
  failed: string | null;
  onCompare: (version: number | null) => void;
  /** Verbs beside the title. */
  actions?: ReactNode;
}

/** The DNA and traits of one version: what it changed against its parent or any other, or all of it. */
export function DnaPanel(props: DnaPanelProps) {
  const { version, versions, outlines, compared, loading, failed, onCompare, actions } = props;
  const [view, setView] = useState<"changes" | "all">("changes");
  const { snapshot, reason } = version;
  const parent = versions.find(({ snapshotId }) => snapshotId === version.parentId);
  const other = compared === null ? parent : versions.find((one) => one.version === compared);
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
        <>
          {actions}
          {whole && view === "all" && (
            <CopyButton text={JSON.stringify(whole, null, 2)} label="Copy DNA and traits" />
          )}
          <Segmented label="Shown" options={VIEWS} value={view} onChange={setView} />
        </>
      }
    >
      {reason && <p className="mb-3 max-w-prose break-words text-strong">{reason}</p>}
      {whole && view === "all" && <Json value={whole} openLevels={2} />}
      {view === "changes" && (
        <>
          <CompareWith {...{ version, outlines, parent, compared, onCompare }} />
          {snapshot && <Changes version={version} other={other} />}
        </>
      )}
      {!snapshot && loading && <Skeleton className="h-40 w-full" />}
      {!snapshot && !loading && <NotStored version={version} failed={failed} />}
    </Panel>
  );
}

const VIEWS = [
  { value: "changes", label: "Changes" },
  { value: "all", label: "All" },
] as const;

interface CompareWithProps extends Pick<DnaPanelProps, "version" | "outlines" | "compared" | "onCompare"> {
  parent: Version | undefined;
}

function CompareWith({ version, outlines, parent, compared, onCompare }: CompareWithProps) {
  // There may be hundreds of them: the same elements again, whichever version is selected.
  const options = useMemo(() => outlines.map(optionOf).reverse(), [outlines]);
  const left = [version.version, parent?.version].map(String);
  return (
    <div className="mb-3 max-w-80">
      <Field label="Compared with">
        <Select
          value={compared === null ? "" : String(compared)}
          onChange={({ target }) => onCompare(versionIn(target.value))}
        >
          <option value="">{parent ? `Its parent, version ${parent.version}` : "Its parent"}</option>
          {options.filter(({ key }) => !left.includes(String(key)))}
          {parent && compared === parent.version && (
            <option value={parent.version}>Version {parent.version}</option>
          )}
        </Select>
      </Field>
    </div>
  );
}

const optionOf = ({ version, karma }: VersionOutline) => (
  <option key={version} value={version}>
    Version {version}, karma {karma === null ? "unknown" : formatNumber(karma, 2)}
  </option>
);

function Changes({ version, other }: { version: Version; other: Version | undefined }) {
  const { snapshot } = version;
  if (!snapshot) return null;
  const before = other?.snapshot;
  if (before)
    return (
      <>
        <DiffList title="DNA" before={before.dna} after={snapshot.dna} />
        <TraitBars before={before.traits} after={snapshot.traits} />
      </>
    );
  return (
    <>
      <p className="mb-2 text-12 text-quiet">
        {other || version.parentId !== null
          ? "The other version's DNA is not loaded here: all of this one is shown."
          : "The first version: nothing to compare it with."}
      </p>
      <DiffList title="DNA" before={null} after={snapshot.dna} />
      <DiffList title="Traits" before={null} after={snapshot.traits} />
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
