"use client";

import { WriteButton } from "#components/history/write-button";
import { Dialog } from "#components/ui/drawer";
import { FormError } from "#components/ui/form";
import { Link } from "#components/ui/link";
import { usePreferences } from "#components/ui/preferences-provider";
import { PAGES } from "./pages.ts";
import { ThemeChoice, ZoneChoice } from "./settings.tsx";
import { useDemo } from "./use-demo.ts";

const OTHER_KEYS: [keys: string[], what: string][] = [
  [["Ctrl", "K"], "Go to an agent, robot, run, event or page; on a Mac with ⌘"],
  [["/"], "Search the list; the filter, on Events"],
  [["Space"], "Pause and resume, on Events"],
  [["n"], "Show what is new, on Alerts"],
  [["j", "k"], "Next and previous row of a list"],
  [["Enter"], "Open the row"],
  [["←", "→"], "One event back or on, in a replay; with Shift 10 s"],
  [["Shift", "↑↓"], "A minute back or on, in a replay"],
  [["Space"], "Play and pause a replay"],
  [["L"], "Return to live"],
  [["Esc"], "Close what is open"],
  [["?"], "This help"],
];

/** The keys, and what this browser was told to do. */
export default function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { keys, choose } = usePreferences();
  return (
    <Dialog open={open} onClose={onClose} title="Keys and settings">
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Setting label="Theme">
            <ThemeChoice />
          </Setting>
          <Setting label="Times">
            <ZoneChoice />
          </Setting>
        </div>
        <dl className="grid grid-cols-[7rem_1fr] items-center gap-y-1.5">
          {PAGES.map((page) => (
            <KeyLine key={page.href} keys={["g", page.key]} what={page.label} />
          ))}
          {OTHER_KEYS.map(([names, what]) => (
            <KeyLine key={what} keys={names} what={what} />
          ))}
        </dl>
        <DemoLine />
        <p className="text-12 text-quiet">
          Who may come in:{" "}
          <Link href="/access" onClick={onClose} className="text-accent hover:underline">
            users and tokens
          </Link>
        </p>
        <label className="flex min-h-8 cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={keys}
            onChange={(event) => choose({ keys: event.target.checked })}
            className="size-4 accent-accent"
          />
          Keys work outside of fields
        </label>
      </div>
    </Dialog>
  );
}

function DemoLine() {
  const demo = useDemo();
  return (
    <div className="flex flex-wrap items-center gap-3">
      <WriteButton busy={demo.busy} onClick={demo.running ? demo.stop : demo.start}>
        {demo.running ? "Stop demo" : "Start demo"}
      </WriteButton>
      <span className="text-12 text-quiet">Made-up agents, robots and missions, to look around with.</span>
      {demo.failure && <FormError>{demo.failure}</FormError>}
    </div>
  );
}

function Setting({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden className="text-12 text-quiet">
        {label}
      </span>
      {children}
    </div>
  );
}

function KeyLine({ keys, what }: { keys: readonly string[]; what: string }) {
  return (
    <>
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd
            key={key}
            className="min-w-6 rounded-mark border border-line-strong/60 bg-surface-2 px-1.5 text-center font-mono text-12 text-strong"
          >
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </>
  );
}
