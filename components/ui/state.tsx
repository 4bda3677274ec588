import {
  Activity,
  ArrowDown,
  ArrowUp,
  Check,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CirclePlay,
  CircleSlash,
  CircleX,
  Clock,
  CloudOff,
  CornerDownRight,
  Equal,
  FlaskConical,
  History,
  Hourglass,
  Info,
  type LucideIcon,
  OctagonAlert,
  RefreshCw,
  SaveOff,
  ShieldAlert,
  ShieldOff,
  SkipForward,
  Timer,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import type { ReactNode } from "react";

/** The five states everything is in. Nothing but `critical` is red, and `ok` is quiet. */
export type Tone = "ok" | "active" | "warning" | "critical" | "stale";

interface StateLook {
  tone: Tone;
  Icon: LucideIcon;
  word: string;
}

/** The one place that says how a state looks: its colour, its icon and its word. */
const LOOKS = {
  // The job and its runs
  ok: { tone: "ok", Icon: CircleCheck, word: "OK" },
  running: { tone: "active", Icon: CirclePlay, word: "Running" },
  completed: { tone: "ok", Icon: Check, word: "Completed" },
  slow: { tone: "warning", Icon: Timer, word: "Slow" },
  late: { tone: "warning", Icon: Clock, word: "Late" },
  missed: { tone: "critical", Icon: SkipForward, word: "Missed" },
  stuck: { tone: "critical", Icon: OctagonAlert, word: "Stuck" },
  failed: { tone: "critical", Icon: CircleX, word: "Failed" },
  lost: { tone: "stale", Icon: CircleDashed, word: "End never seen" },
  unknown: { tone: "stale", Icon: CircleHelp, word: "Unknown" },
  // Robots
  online: { tone: "ok", Icon: Activity, word: "Online" },
  stale: { tone: "stale", Icon: Hourglass, word: "Stale" },
  offline: { tone: "stale", Icon: Unplug, word: "Offline" },
  dropped: { tone: "warning", Icon: Unplug, word: "Dropped" },
  // Versions of an agent
  improved: { tone: "ok", Icon: ArrowUp, word: "Improved" },
  regressed: { tone: "warning", Icon: ArrowDown, word: "Regressed" },
  neutral: { tone: "stale", Icon: Equal, word: "Unchanged" },
  waiting: { tone: "active", Icon: Hourglass, word: "Waiting for karma" },
  fallen: { tone: "warning", Icon: ShieldAlert, word: "Below its best" },
  never: { tone: "stale", Icon: CircleSlash, word: "Never scored" },
  inherited: { tone: "stale", Icon: CornerDownRight, word: "Inherited" },
  // The connection
  live: { tone: "ok", Icon: Activity, word: "Live" },
  connecting: { tone: "active", Icon: RefreshCw, word: "Connecting" },
  reconnecting: { tone: "warning", Icon: RefreshCw, word: "Reconnecting" },
  stream_down: { tone: "critical", Icon: CloudOff, word: "Stream down" },
  not_saving: { tone: "critical", Icon: SaveOff, word: "Not saving" },
  paused: { tone: "active", Icon: CirclePause, word: "Paused" },
  gap: { tone: "warning", Icon: TriangleAlert, word: "Gap" },
  replay: { tone: "active", Icon: History, word: "Replay" },
  demo: { tone: "active", Icon: FlaskConical, word: "Demo" },
  quarantined: { tone: "warning", Icon: ShieldOff, word: "Put aside" },
  // What the contract doctor says of a type
  broken: { tone: "critical", Icon: CircleX, word: "Broken" },
  deviates: { tone: "warning", Icon: TriangleAlert, word: "Deviates" },
  conforms: { tone: "ok", Icon: CircleCheck, word: "Conforms" },
  // Severity of a line in a list
  info: { tone: "active", Icon: Info, word: "Info" },
  warning: { tone: "warning", Icon: TriangleAlert, word: "Warning" },
  critical: { tone: "critical", Icon: CircleAlert, word: "Critical" },
} as const satisfies Record<string, StateLook>;

export type StateName = keyof typeof LOOKS;

export const lookOf = (state: StateName): StateLook => LOOKS[state];
export const toneOf = (state: StateName): Tone => LOOKS[state].tone;

export const toneText: Record<Tone, string> = {
  ok: "text-ok",
  active: "text-active",
  warning: "text-warning",
  critical: "text-critical",
  stale: "text-stale",
};

/** A quiet ground behind a state; `ok` has none, `stale` is hatched. */
export const toneGround: Record<Tone, string> = {
  ok: "",
  active: "bg-active-ground",
  warning: "bg-warning-ground",
  critical: "bg-critical-ground",
  stale: "hatched",
};

/** For charts and plain SVG. */
export const toneColor = (tone: Tone): string => `var(--color-${tone})`;

interface StateProps {
  state: StateName;
  /** Says it more exactly than the state's own word: "Failed 3 times". */
  children?: ReactNode;
  size?: "small" | "large";
}

/** Icon, word and colour of a state. */
export function StateBadge({ state, children, size = "small" }: StateProps) {
  const { tone, Icon, word } = LOOKS[state];
  const large = size === "large";
  return (
    <span
      data-state={state}
      className={`inline-flex items-center whitespace-nowrap py-0.5 font-medium ${toneText[tone]} ${
        // A large word needs no ground.
        large
          ? "gap-2 text-20 tracking-tight sm:gap-2.5 sm:text-28"
          : `gap-1.5 rounded-control text-12 ${toneGround[tone]} ${toneGround[tone] && "px-1.5"}`
      }`}
    >
      <Icon aria-hidden strokeWidth={2} className={`shrink-0 ${large ? "size-5 sm:size-6.5" : "size-3.5"}`} />
      <span className={large && tone === "ok" ? "text-strong" : ""}>{children ?? word}</span>
    </span>
  );
}

/** The state's icon alone, where the word stands beside it or is read out from `label`. */
export function StateIcon({ state, label, size = 14 }: { state: StateName; label?: string; size?: number }) {
  const { tone, Icon, word } = LOOKS[state];
  return (
    <span className={`inline-flex shrink-0 ${toneText[tone]}`} data-tip={label ?? word}>
      <Icon aria-hidden size={size} strokeWidth={2} />
      <span className="sr-only">{label ?? word}</span>
    </span>
  );
}
