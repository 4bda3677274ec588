import { EyeOff, LogIn, type LucideIcon, NotebookPen, Plug, ShieldBan, Unplug } from "lucide-react";
import type { RobotAct } from "../../lib/telemetry/acts.ts";

interface ActLook {
  verb: string;
  Icon: LucideIcon;
  /** What it does, for somebody about to do it. */
  about: string;
  /** It breaks something: it is asked for twice. */
  danger?: boolean;
}

export const ACTS: Record<RobotAct, ActLook> = {
  disconnect: {
    verb: "Disconnect",
    Icon: Unplug,
    about: "Closes its connections now. A robot that reconnects by itself comes back at once.",
    danger: true,
  },
  block: {
    verb: "Block",
    Icon: ShieldBan,
    about: "Closes its connections and refuses new ones for a time.",
    danger: true,
  },
  unblock: { verb: "Let in again", Icon: LogIn, about: "Its connections are accepted again, from now on." },
  archive: {
    verb: "Hide",
    Icon: EyeOff,
    about: "Takes it out of the lists until it connects again. Its history stays.",
  },
  restore: { verb: "Show again", Icon: Plug, about: "Puts it back into the lists." },
  note: { verb: "Note", Icon: NotebookPen, about: "A note that everybody sees beside this robot." },
};
