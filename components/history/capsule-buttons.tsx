"use client";

import { FolderOpen, PackageOpen } from "lucide-react";
import { useRef, useState } from "react";
import { buttonClass, IconButton } from "#components/ui/button";
import { toIso } from "#lib/time";
import CapsuleProblem from "./capsule-problem.tsx";
import { openCapsule } from "./open-capsule.ts";

/** Saves what the scrubber shows, in Unix seconds, as one file. */
export function SaveCapsule({ from, to }: { from: number; to: number }) {
  const words = "Save this window as an incident capsule";
  return (
    <a
      href={`/api/history/capsule?${new URLSearchParams({ from: toIso(from), to: toIso(to) })}`}
      download
      aria-label={words}
      data-tip={words}
      className={`${buttonClass("quiet")} size-8 px-0! text-quiet! pointer-coarse:size-11 max-md:hidden`}
    >
      <PackageOpen aria-hidden size={16} />
    </a>
  );
}

/** Opens one from this machine, read-only. */
export function OpenCapsule() {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <IconButton
        icon={FolderOpen}
        label="Open an incident capsule"
        onClick={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        aria-label="Incident capsule"
        tabIndex={-1}
        className="hidden"
        onChange={async (event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) setProblem(await openCapsule(file));
        }}
      />
      {problem && <CapsuleProblem problem={problem} onClose={() => setProblem(null)} />}
    </>
  );
}
