"use client";

import { useState } from "react";
import { type Method, postJson } from "../ui/post-json.ts";

/** One thing that an operator does: whether it is on its way, and why it was not done. What it changes comes as an event. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  return {
    busy,
    failed,
    /** True when it was done. */
    async act(method: Method, path: string, body?: unknown): Promise<boolean> {
      setBusy(true);
      setFailed(null);
      const answer = await postJson(path, body, method);
      setBusy(false);
      if (!answer.ok) setFailed(answer.message);
      return answer.ok;
    },
  };
}
