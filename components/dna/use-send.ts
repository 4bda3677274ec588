"use client";

import { useEffect, useRef, useState } from "react";
import { type FieldProblems, fieldProblems } from "#lib/dna/form-problems";
import { isObject } from "#lib/json";
import { postJson } from "../ui/post-json.ts";

interface Sending {
  busy: boolean;
  problems: FieldProblems;
  /** What is wrong beside the fields. */
  message: string | null;
  /** The newest version, when somebody else was faster. */
  conflict: number | null;
  /** How often it was refused. */
  refusals: number;
}

const idle: Sending = { busy: false, problems: {}, message: null, conflict: null, refusals: 0 };

/** Sends a form; what the server finds wrong comes back at the fields it names. `fields` are those the form shows. */
export function useSend(fields: readonly string[]) {
  const [state, setState] = useState<Sending>(idle);
  const form = useRef<HTMLFormElement>(null);
  const { refusals } = state;
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusals]);
  return {
    ...state,
    /** Of the form: the first field with a problem takes the focus. */
    form,
    /** Fields were changed: what was said of them is no longer true. */
    changed(...fields: string[]): void {
      if (!fields.some((field) => field in state.problems)) return;
      const kept = Object.entries(state.problems).filter(([field]) => !fields.includes(field));
      setState({ ...state, problems: Object.fromEntries(kept) });
    },
    /** Shows problems found here, without asking the server. */
    refuse: (problems: FieldProblems) => setState({ ...idle, problems, refusals: refusals + 1 }),
    /** The answer's body, or null when it was refused. */
    async send(path: string, body: unknown): Promise<unknown> {
      setState({ ...idle, busy: true, refusals });
      const answer = await postJson(path, body);
      if (answer.ok) {
        setState(idle);
        return answer.body;
      }
      const conflict = answer.status === 409 ? newestIn(answer.body) : null;
      if (conflict !== null) {
        setState({ ...idle, conflict, refusals });
        return null;
      }
      const problems = answer.status === 422 ? fieldProblems(answer.body) : {};
      const here = Object.keys(problems).filter((field) => fields.includes(field));
      const elsewhere = Object.entries(problems).filter(([field]) => !fields.includes(field));
      const message = here.length > 0 && elsewhere.length === 0 ? null : sentence(answer, elsewhere);
      setState({ ...idle, problems, message, refusals: refusals + 1 });
      return null;
    },
  };
}

/** What a refused write tells of the newest version; null when it was refused for something else. */
function newestIn(body: unknown): number | null {
  const version = isObject(body) ? body.current_version : null;
  return typeof version === "number" ? version : null;
}

function sentence(answer: { status: number; message: string }, elsewhere: [string, string][]): string {
  if (elsewhere.length > 0) return elsewhere.map(([, words]) => words).join(" ");
  const told = /[.!?]$/.test(answer.message) ? answer.message : `${answer.message}.`;
  // Without an answer nobody knows whether it arrived.
  const uncertain = answer.status === 0 || answer.status >= 500;
  return uncertain
    ? `${told} Look at the list before you send it again: it may have been saved.`
    : `${told} Nothing was saved.`;
}
