"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Button } from "#components/ui/button";
import { useNow } from "#lib/live/use-live";
import { actsOf, type RobotAct } from "#lib/telemetry/acts";
import type { RobotState } from "#lib/telemetry/state";
import { ACTS } from "./act-words.ts";
import { BlockForm, NoteForm, ReasonForm } from "./operate-forms.tsx";
import { RobotRemarks } from "./robot-remarks.tsx";
import { type Acted, useAct } from "./use-act.ts";

/** All that fits the robot, one line each; what needs more than a click opens below it. */
export function OperateActs({ robot }: { robot: RobotState }) {
  const now = useNow() ?? 0;
  const [open, setOpen] = useState<RobotAct | null>(null);
  const { acted, run, forget } = useAct(robot.robot_id);
  const busy = acted.kind === "busy";
  async function finish(act: RobotAct, body: object): Promise<void> {
    if (await run(act, body)) setOpen(null);
  }
  return (
    <div className="flex flex-col gap-3">
      <RobotRemarks robot={robot} />
      <WritingNote />
      <ul className="-mx-4 border-line border-y">
        {actsOf(robot, now).map(([act, fit]) => {
          const { verb, Icon, about } = ACTS[act];
          const isOpen = open === act;
          const opens = act !== "unblock" && act !== "restore";
          return (
            <li key={act} className="border-grid px-4 py-2 not-first:border-t">
              <div className="flex items-center gap-3">
                <div className="min-w-0 flex-1">
                  <p className="font-medium text-strong">{verb}</p>
                  <p className="text-12 text-quiet">{fit.fits ? about : fit.why}</p>
                </div>
                {fit.fits && (
                  <WriteButton
                    icon={Icon}
                    busy={busy && acted.act === act && !isOpen}
                    aria-expanded={opens ? isOpen : undefined}
                    onClick={() => {
                      forget();
                      if (opens) setOpen(isOpen ? null : act);
                      else void run(act);
                    }}
                  >
                    {opens ? `${verb}…` : verb}
                  </WriteButton>
                )}
              </div>
              {isOpen && fit.fits && (
                <ActForm act={act} robot={robot} busy={busy} onSend={(body) => void finish(act, body)}>
                  <Button kind="quiet" onClick={() => setOpen(null)}>
                    Cancel
                  </Button>
                </ActForm>
              )}
            </li>
          );
        })}
      </ul>
      <Outcome acted={acted} />
    </div>
  );
}

interface ActFormProps {
  act: RobotAct;
  robot: RobotState;
  busy: boolean;
  onSend: (body: object) => void;
  /** Beside the button that sends it. */
  children: React.ReactNode;
}

function ActForm({ act, robot, ...form }: ActFormProps) {
  if (act === "note") return <NoteForm note={robot.note?.text ?? ""} {...form} />;
  if (act === "block") return <BlockForm {...form} />;
  return (
    <ReasonForm
      verb={act === "archive" ? "Hide it" : "Disconnect it"}
      danger={ACTS[act].danger ?? false}
      {...form}
    />
  );
}

function Outcome({ acted }: { acted: Acted }) {
  return (
    <p role="status" className="figures flex min-h-5 items-start gap-1.5 text-13">
      {acted.kind === "done" && (
        <>
          <CircleCheck aria-hidden size={15} className="mt-0.5 shrink-0 text-ok" />
          <span className="text-strong">{acted.words}</span>
        </>
      )}
      {acted.kind === "refused" && (
        <>
          <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warning" />
          <span className="text-warning">{acted.words}</span>
        </>
      )}
    </p>
  );
}
