"use client";

import { History } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "#components/ui/button";
import { usePreferences } from "#components/ui/preferences-provider";
import { stretchWords } from "#lib/format";
import { timeMachine, useReplay } from "#lib/live/use-live";
import { patiently } from "../ui/patiently.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { chosenOf, DEFAULT_SPAN, parseSpan, SPAN_NAMES, SPANS, spanText } from "./spans.ts";

/** Only for who opens it. */
const ChooseStretch = dynamic(
  patiently(() => import("./choose-stretch.tsx")),
  { ssr: false },
);

/** Which time all pages show: the present, or the way into the past. */
export function TimeBar() {
  const [text, setSpan] = useUrlParam("span");
  const replaying = useReplay(() => true) ?? false;
  const span = parseSpan(text);
  const chosen = chosenOf(span);
  const inCapsule = useReplay(({ capsule }) => capsule !== null) ?? false;
  const { zone } = usePreferences();
  const [choosing, setChoosing] = useState<"never" | "open" | "closed">("never");
  const open = span !== null || replaying;
  const toggle = () => {
    if (!open) setSpan(DEFAULT_SPAN);
    else if (!replaying) setSpan(null);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that act at once are no fields of a form. */}
      <div
        role="group"
        aria-label="Time"
        className="flex h-8 items-center rounded-control border border-line bg-surface-0 p-px max-xl:hidden"
      >
        <Choice pressed={!open} onPress={() => back(setSpan)} tip={"The present\nL"}>
          Live
        </Choice>
        {SPAN_NAMES.map((name) => (
          <Choice
            key={name}
            pressed={open && name === (span ?? DEFAULT_SPAN)}
            onPress={() => setSpan(name)}
            tip={`Look back into the last ${SPANS[name].words}`}
          >
            {SPANS[name].label}
          </Choice>
        ))}
        {!inCapsule && (
          <Choice
            pressed={chosen !== null}
            onPress={() => setChoosing("open")}
            tip={chosen ? stretchWords(chosen.from, chosen.to, zone) : "From one moment to another"}
          >
            Custom
          </Choice>
        )}
      </div>
      {choosing !== "never" && (
        <ChooseStretch
          open={choosing === "open"}
          onClose={() => setChoosing("closed")}
          stretch={chosen}
          onChoose={(stretch) => setSpan(spanText(stretch))}
        />
      )}
      <IconButton
        icon={History}
        label="Time machine"
        aria-expanded={open}
        onClick={toggle}
        className="aria-expanded:text-accent xl:hidden"
      />
    </>
  );
}

/** To the present, with nothing of the past in the way. */
function back(setSpan: (span: null) => void): void {
  timeMachine.goLive();
  setSpan(null);
}

interface ChoiceProps {
  pressed: boolean;
  onPress: () => void;
  tip: string;
  children: string;
}

const Choice = ({ pressed, onPress, tip, children }: ChoiceProps) => (
  <button
    type="button"
    aria-pressed={pressed}
    onClick={onPress}
    data-tip={tip}
    className="figures h-full min-w-8 whitespace-nowrap rounded-[5px] px-2 text-12 text-quiet hover:text-strong aria-pressed:bg-surface-3 aria-pressed:text-strong"
  >
    {children}
  </button>
);
