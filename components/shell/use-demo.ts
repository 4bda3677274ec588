"use client";

import { useState } from "react";
import { useConnection } from "../../lib/live/use-live.ts";
import { postJson } from "../ui/post-json.ts";

type Wish = { kind: "idle" } | { kind: "busy"; running: boolean } | { kind: "failed"; why: string };

/** The simulator of the server: whether it plays, and a way to start and stop it. */
export function useDemo() {
  const running = useConnection((view) => view.welcome?.demo ?? false);
  const [wish, setWish] = useState<Wish>({ kind: "idle" });

  async function set(next: boolean): Promise<void> {
    setWish({ kind: "busy", running: next });
    const answer = await postJson("/api/demo", { running: next });
    setWish(answer.ok ? { kind: "idle" } : { kind: "failed", why: answer.message });
  }
  return {
    running,
    busy: wish.kind === "busy",
    failure: wish.kind === "failed" ? wish.why : null,
    start: () => void set(true),
    stop: () => void set(false),
  };
}
