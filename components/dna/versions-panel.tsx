"use client";

import { memo, useMemo } from "react";
import { Ago } from "#components/ui/ago";
import { Panel } from "#components/ui/panel";
import type { VersionOutline } from "#lib/dna/versions";
import { formatNumber } from "#lib/format";
import { linkTo } from "../shell/pages.ts";
import { type Column, VirtualTable } from "../ui/virtual-table.tsx";
import { KarmaChange, KarmaValue } from "./karma-value.tsx";
import { useNoticeable } from "./use-noticeable.ts";
import { VerdictBadge } from "./verdict-badge.tsx";
import { madeByWords } from "./version-words.ts";

interface VersionsPanelProps {
  agentId: string;
  versions: readonly VersionOutline[];
  /** So many there are in all. */
  newest: number;
  selected: number | undefined;
  /** Why what is stored could not be asked for. */
  failed: string | null;
  onSelect: (version: number) => void;
}

const newestFirst = (a: VersionOutline, b: VersionOutline) => b.version - a.version;

/** Who or what made each version, what it changed, and how it did. */
export const VersionsPanel = memo(function VersionsPanel({
  agentId,
  versions,
  newest,
  selected,
  failed,
  onSelect,
}: VersionsPanelProps) {
  const noticeable = useNoticeable();
  const columns = useMemo(() => versionColumns(noticeable), [noticeable]);
  const more = versions.length < newest;
  return (
    <Panel
      title="Versions"
      sub={
        <span className="figures">
          {more
            ? `the newest ${formatNumber(versions.length)} of ${formatNumber(newest)}`
            : formatNumber(newest)}
        </span>
      }
      flush
    >
      <VirtualTable
        label="Versions, newest first"
        items={versions}
        keyOf={(version) => String(version.version)}
        columns={columns}
        compare={newestFirst}
        onOpen={(version) => onSelect(version.version)}
        hrefOf={(version) => `${linkTo.agent(agentId)}&v=${version.version}`}
        openKey={selected === undefined ? null : String(selected)}
        followsOpen
        className="max-h-88 min-h-40 border-line border-t"
      />
      {failed && (
        <p role="status" className="border-line border-t px-4 py-2 text-12 text-warning">
          Older versions and DNA could not be loaded: {failed} What events tell is shown.
        </p>
      )}
    </Panel>
  );
});

function versionColumns(noticeable: number): Column<VersionOutline>[] {
  return [
    {
      id: "version",
      name: "Version",
      className: "w-17",
      cell: (version) => <span className="figures">{version.version}</span>,
    },
    {
      id: "karma",
      name: "Karma and change",
      title: "The change is against the karma that its parent carries",
      className: "w-38",
      number: true,
      cell: (version) => (
        <span className="inline-flex items-center justify-end gap-2">
          <KarmaValue karma={version.karma} inherited={version.scored === "inherited"} />
          <span className="inline-block min-w-[9ch]">
            <KarmaChange delta={version.delta} />
          </span>
        </span>
      ),
    },
    {
      id: "made",
      name: "Made by",
      cell: (version) => {
        const { who, what } = madeByWords(version);
        const words = [who, what, version.reason].filter(Boolean).join(": ");
        return (
          <span className="block truncate" data-tip={words}>
            {who}
            {what && <span className="font-mono text-12 text-quiet"> {what}</span>}
            {version.reason && <span className="text-quiet"> {version.reason}</span>}
          </span>
        );
      },
    },
    {
      id: "verdict",
      name: "Verdict",
      title: `Against the karma that its parent carries; a change under ${noticeable} is none`,
      className: "w-40 max-md:hidden lg:max-2xl:hidden",
      cell: (version) => <VerdictBadge verdict={version.verdict} />,
    },
    {
      id: "created",
      name: "Made",
      className: "w-24 max-sm:hidden",
      number: true,
      cell: (version) => <Ago at={version.createdAt} className="text-end text-quiet" />,
    },
  ];
}
