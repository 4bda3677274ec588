"use client";

import { BellMinus, BellOff, Check } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { Field, FormError, Input } from "#components/ui/form";
import { Popup } from "#components/ui/popup";
import { alertName } from "#lib/alerts/alert-name";
import type { AlertState } from "#lib/alerts/state";
import type { Subject } from "#lib/alerts/track";
import { useHandOnFocus } from "../../ui/use-hand-on-focus.ts";
import { useAct } from "../use-act.ts";
import { useSnoozed } from "./alert-badges.tsx";

const TIMES = [
  { seconds: 900, words: "15 minutes" },
  { seconds: 3_600, words: "1 hour" },
  { seconds: 86_400, words: "1 day" },
];
const pathOf = (alert: AlertState, verb: string) => `/api/alerts/${encodeURIComponent(alert.id)}/${verb}`;

/** What is seen is short; heard alone, or chosen by voice, each says what it is about. */
const nameOf = (verb: string, about: string) => `${verb}: ${about}`;

/** Says that somebody looks after it, with a word to the others. */
export function Acknowledge({ alert }: { alert: AlertState }) {
  const { busy, failed, act } = useAct();
  const [note, setNote] = useState("");
  const name = nameOf("Acknowledge", alertName(alert));
  return (
    <Popup label="Acknowledge" name={name} title={name} icon={Check} align="end">
      {(close) => (
        <form
          className="flex flex-col gap-3 p-3"
          onSubmit={(event) => {
            event.preventDefault();
            void act("POST", pathOf(alert, "acknowledge"), note.trim() ? { note: note.trim() } : {}).then(
              (done) => done && close(),
            );
          }}
        >
          <Field label="Note" hint="For the others, if there is something to say.">
            <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
          </Field>
          <WriteButton kind="primary" type="submit" busy={busy}>
            I look after it
          </WriteButton>
          {failed && <FormError>{failed}</FormError>}
        </form>
      )}
    </Popup>
  );
}

/** For a time nothing of it is delivered; it stays in sight. */
export function Snooze({ alert }: { alert: AlertState }) {
  const { busy, failed, act } = useAct();
  const snoozed = useSnoozed(alert);
  const name = nameOf("Snooze", alertName(alert));
  const set = (seconds: number) => act("POST", pathOf(alert, "snooze"), { seconds });
  if (snoozed)
    return (
      <Passing>
        <WriteButton
          kind="quiet"
          icon={BellMinus}
          busy={busy}
          aria-label={nameOf("End snooze", alertName(alert))}
          onClick={() => void set(0)}
        >
          End snooze
        </WriteButton>
      </Passing>
    );
  return (
    <Popup label="Snooze" name={name} title={name} icon={BellMinus} align="end" className="w-56">
      {(close) => (
        <div className="flex flex-col gap-2 p-3">
          <p className="text-12 text-quiet">Nothing of it is delivered for</p>
          {TIMES.map(({ seconds, words }) => (
            <WriteButton
              key={seconds}
              busy={busy}
              onClick={() => void set(seconds).then((ok) => ok && close())}
            >
              {words}
            </WriteButton>
          ))}
          {failed && <FormError>{failed}</FormError>}
        </div>
      )}
    </Popup>
  );
}

/** Of one entity nothing is delivered for a time, or until it is wanted again. */
export function MuteSubject({ subject }: { subject: Subject }) {
  const { busy, failed, act } = useAct();
  const [reason, setReason] = useState("");
  const choices = [...TIMES, { seconds: undefined, words: "Until unmuted" }];
  const mute = (seconds: number | undefined) =>
    act("POST", "/api/alerts/mutes", {
      subject,
      ...(seconds && { seconds }),
      ...(reason.trim() && { reason: reason.trim() }),
    });
  const name = nameOf("Mute", subject.id);
  return (
    <Popup label="Mute" name={name} title={name} icon={BellOff} align="end" className="w-56">
      {(close) => (
        <div className="flex flex-col gap-2 p-3">
          <Field label="Reason" hint="Shown beside it, for the others.">
            <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          </Field>
          <p className="text-12 text-quiet">Nothing of this {subject.kind} is delivered for</p>
          {choices.map(({ seconds, words }) => (
            <WriteButton
              key={words}
              busy={busy}
              onClick={() => void mute(seconds).then((ok) => ok && close())}
            >
              {words}
            </WriteButton>
          ))}
          {failed && <FormError>{failed}</FormError>}
        </div>
      )}
    </Popup>
  );
}

export function Unmute({ subject }: { subject: Subject }) {
  const { busy, failed, act } = useAct();
  const path = `/api/alerts/mutes/${subject.kind}/${encodeURIComponent(subject.id)}`;
  return (
    <Passing>
      <WriteButton
        kind="quiet"
        busy={busy}
        aria-label={nameOf("Unmute", subject.id)}
        onClick={() => void act("DELETE", path)}
      >
        Unmute
      </WriteButton>
      {failed && <span className="text-12 text-warning">{failed}</span>}
    </Passing>
  );
}

/** It goes once it was pressed, and the keys go on beside it. */
function Passing({ children }: { children: ReactNode }) {
  const own = useRef<HTMLSpanElement>(null);
  useHandOnFocus(own);
  return (
    <span ref={own} className="inline-flex items-center gap-2">
      {children}
    </span>
  );
}
