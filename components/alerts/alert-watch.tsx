"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { kindName } from "#lib/alerts/rule-words";
import type { AlertState } from "#lib/alerts/state";
import { wantsSomebody } from "#lib/alerts/summary";
import { alertWords } from "#lib/alerts/words";
import { useConnection, useNowInSteps } from "#lib/live/use-live";
import { wantsNotices } from "./notices.ts";
import { useTabCount } from "./tab-count.ts";

// What breaks together is told together.
const GATHER_MS = 3_000;
const NAMED = 3;
const LOOK_SECONDS = 10;

/** Tells of new alerts of the present wherever one is: in the tab's title and icon, to screen readers, and as a notification. */
export default function AlertWatch() {
  const state = useConnection(({ live }) => (live.kind === "live" ? live.state.alerts : null));
  const now = useNowInSteps(LOOK_SECONDS) ?? 0;
  const wanted = state ? wantsSomebody(state, now) : [];
  const said = useNews(state && wanted);
  useTabCount(wanted.length);
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
}

/** New ones in a sentence, some seconds gathered, however much changes meanwhile. What was there before the page is no news. */
function useNews(wanted: readonly AlertState[] | null): string {
  const known = useRef<Set<string> | null>(null);
  const [said, setSaid] = useState("");
  const tell = useEffectEvent(() => {
    if (!wanted) return;
    const before = known.current;
    const news = before ? wanted.filter(({ id }) => !before.has(id)) : [];
    known.current = new Set(wanted.map(({ id }) => id));
    if (news.length === 0) return;
    setSaid(sentenceOf(news));
    if (document.hidden && wantsNotices()) notify(news);
  });
  const ids = wanted?.map(({ id }) => id).join(" ") ?? null;
  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (ids === null) return;
    gathering.current ??= setTimeout(
      () => {
        gathering.current = undefined;
        tell();
      },
      known.current ? GATHER_MS : 0,
    );
  }, [ids]);
  useEffect(
    () => () => {
      clearTimeout(gathering.current);
      gathering.current = undefined;
    },
    [],
  );
  return said;
}

function sentenceOf(news: readonly AlertState[]): string {
  const named = news.slice(0, NAMED).map(({ kind, subject }) => `${kindName(kind)}: ${subject.id}`);
  const more = news.length > NAMED ? ` and ${news.length - NAMED} more` : "";
  return `${news.length === 1 ? "New alert" : `${news.length} new alerts`}. ${named.join(", ")}${more}.`;
}

function notify(news: readonly AlertState[]): void {
  const [first] = news;
  if (!first) return;
  const title = news.length === 1 ? `${first.subject.id}: ${kindName(first.kind)}` : sentenceOf(news);
  // Of its own: one that takes the place of another under the same tag makes no sound.
  const notice = new Notification(title, {
    body: news.length === 1 ? alertWords(first) : "",
    tag: `brainwave ${first.id}`,
  });
  notice.onclick = () => window.focus();
}
