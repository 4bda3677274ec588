"use client";

import { useState } from "react";
import { actSentence, type RobotAct } from "../../lib/telemetry/acts.ts";
import { postJson } from "../ui/post-json.ts";
import { usePreferences } from "../ui/preferences-provider.tsx";

export type Acted =
  | { kind: "idle" }
  | { kind: "busy"; act: RobotAct }
  | { kind: "done"; words: string }
  | { kind: "refused"; words: string };

const AWAY = "The server did not answer. If it was done, it shows here once the connection is back.";

/** Does something with a robot, and says in a sentence what came of it. True when it was done. */
export function useAct(robotId: string) {
  const { zone } = usePreferences();
  const [acted, setActed] = useState<Acted>({ kind: "idle" });
  async function run(act: RobotAct, body: object = {}): Promise<boolean> {
    setActed({ kind: "busy", act });
    const answer = await postJson(`/api/telemetry/robots/${encodeURIComponent(robotId)}/${act}`, body);
    if (!answer.ok) {
      setActed({ kind: "refused", words: answer.status === 0 ? AWAY : `Not done: ${answer.message}` });
      return false;
    }
    // The validator is as large as the page: it comes with the first act.
    const { RobotRemarks } = await import("#lib/telemetry/api-operators");
    const remarks = RobotRemarks.safeParse(answer.body);
    setActed({
      kind: "done",
      words: remarks.success ? actSentence(act, remarks.data, zone) : "Done.",
    });
    return true;
  }
  return { acted, run, forget: () => setActed({ kind: "idle" }) };
}
