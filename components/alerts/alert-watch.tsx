"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { kindName } from "#lib/alerts/rule-words";
import type { AlertState } from "#lib/alerts/state";
import { wantsSomebody } from "#lib/alerts/summary";
import { alertWords } from "#lib/alerts/words";
import { useLatest, useNowInSteps } from "#lib/live/use-live";
import { beInSight, someTabIsInSight, standInLine, wantsNotices } from "./notices.ts";
import { useTabCount } from "./tab-count.ts";

// What breaks together is told together.
const GATHER_MS = 3_000;
const NAMED = 3;
const LOOK_SECONDS = 10;
// More than flap at once.
const KNOWN = 1_000;

interface Alerts {
  active: ReadonlyMap<string, AlertState>;
  wanted: readonly AlertState[];
}

/** Tells of new alerts of the present wherever one is: in the tab's title and icon, to screen readers, and as a notification. */
export default function AlertWatch() {
  const state = useLatest(({ live }) => (live.kind === "live" ? live.state.alerts : null));
  const now = useNowInSteps(LOOK_SECONDS) ?? 0;
  const wanted = state ? wantsSomebody(state, now) : [];
  const said = useNews(state && { active: state.active, wanted });
  useTabCount(wanted.length);
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
}

/** New ones in a sentence, some seconds gathered, however much changes meanwhile. What was there before the page is no news. */
function useNews(alerts: Alerts | null): string {
  const known = useRef<Set<string> | null>(null);
  const [said, setSaid] = useState("");
  const ring = useRinging();
  const tell = useEffectEvent(() => {
    if (!alerts) return;
    const { active, wanted } = alerts;
    const before = known.current;
    const news = before ? wanted.filter(({ id }) => !before.has(id)) : [];
    // What comes back after it was over is the same alert, and no news; what was silenced is some when that ends.
    const over = [...(before ?? [])].filter((id) => !active.has(id));
    known.current = new Set([...over, ...wanted.map(({ id }) => id)].slice(-KNOWN));
    if (news.length === 0) return;
    setSaid(sentenceOf(news));
    void ring(news);
  });
  const ids = alerts?.wanted.map(({ id }) => id).join(" ") ?? null;
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

/** Notifies of news, once in all tabs of the browser, while none of them is in sight; pressed, it leads to the alerts. */
function useRinging(): (news: readonly AlertState[]) => Promise<void> {
  const router = useRouter();
  const isRinger = useRef<() => boolean>(undefined);
  useEffect(() => {
    const gone = new AbortController();
    isRinger.current = standInLine(gone.signal);
    return () => gone.abort();
  }, []);
  useEffect(() => {
    let hidden = new AbortController();
    function look(): void {
      hidden.abort();
      hidden = new AbortController();
      if (!document.hidden) beInSight(hidden.signal);
    }
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      hidden.abort();
    };
  }, []);
  return async (news) => {
    if (!isRinger.current?.() || !wantsNotices()) return;
    if (!(await someTabIsInSight())) notify(news, () => router.push("/alerts"));
  };
}

function notify(news: readonly AlertState[], onOpen: () => void): void {
  const [first] = news;
  if (!first) return;
  const title = news.length === 1 ? `${first.subject.id}: ${kindName(first.kind)}` : sentenceOf(news);
  // Of its own: one that takes the place of another under the same tag makes no sound.
  const notice = noticeOf(title, {
    body: news.length === 1 ? alertWords(first) : "",
    tag: `brainwave ${first.id}`,
  });
  if (!notice) return;
  notice.onclick = () => {
    notice.close();
    window.focus();
    onOpen();
  };
}

/** Null where a page may not notify by itself though it was allowed to, as on Android. */
function noticeOf(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    return null;
  }
}
