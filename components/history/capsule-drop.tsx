"use client";

import { FileClock } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const CapsuleProblem = dynamic(() => import("./capsule-problem.tsx"), { ssr: false });

/** A capsule that is dropped anywhere on the page opens. */
export function CapsuleDrop() {
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const on = <Type extends "dragover" | "dragleave" | "drop">(
      type: Type,
      run: (event: DragEvent) => void,
    ) => window.addEventListener(type, (event) => hasFile(event) && run(event), { signal: stop.signal });
    on("dragover", (event) => {
      // Without this the browser would open the file instead of the page.
      event.preventDefault();
      clearTimeout(leaving);
      setOver(true);
    });
    // Every element on the way is left: only who doesn't come back has gone.
    on("dragleave", () => {
      leaving = setTimeout(() => setOver(false), 100);
    });
    on("drop", (event) => {
      event.preventDefault();
      clearTimeout(leaving);
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file)
        void import("./open-capsule.ts").then(async (part) => setProblem(await part.openCapsule(file)));
    });
    return () => stop.abort();
  }, []);
  return (
    <>
      {over && (
        <div className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-card border-2 border-accent border-dashed bg-surface-0/88">
          <p className="flex items-center gap-2 font-medium text-16 text-strong">
            <FileClock aria-hidden size={20} className="text-accent" />
            Drop an incident capsule to open it, read-only
          </p>
        </div>
      )}
      {problem && <CapsuleProblem problem={problem} onClose={() => setProblem(null)} />}
    </>
  );
}

const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
