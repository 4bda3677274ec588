import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

type Kind = "primary" | "plain" | "quiet" | "danger";

const KINDS: Record<Kind, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent/88 border-transparent",
  plain: "border-line bg-surface-2 text-strong hover:bg-surface-3",
  quiet: "border-transparent text-normal hover:bg-surface-2 hover:text-strong",
  danger: "border-critical/50 text-critical hover:bg-critical/14",
};

const SHAPE =
  "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border font-medium transition-colors disabled:opacity-55 aria-disabled:opacity-55";

/** The look of a button, for links that act like one. */
export const buttonClass = (kind: Kind = "plain"): string =>
  `${SHAPE} h-8 gap-1.5 px-3 text-13 pointer-coarse:h-11 ${KINDS[kind]}`;

interface ButtonProps extends ComponentProps<"button"> {
  kind?: Kind;
  icon?: LucideIcon;
  /** Shows that it works and takes no further clicks; the width stays. */
  busy?: boolean;
}

/** A verb. */
export function Button({ kind, icon, busy, className = "", children, disabled, type, ...rest }: ButtonProps) {
  const Icon = busy ? LoaderCircle : icon;
  return (
    <button
      {...rest}
      type={type ?? "button"}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={`${buttonClass(kind)} ${className}`}
    >
      {Icon && (
        <Icon aria-hidden size={15} className={busy ? "animate-spin motion-reduce:animate-none" : ""} />
      )}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  icon: LucideIcon;
  /** Its name, and what shows on hover. */
  label: string;
  size?: number;
}

/** A verb as an icon, always with a name. */
export function IconButton({ icon: Icon, label, size = 16, className = "", type, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? "button"}
      aria-label={label}
      data-tip={label}
      className={`${SHAPE} size-8 border-transparent text-quiet pointer-coarse:size-11 hover:bg-surface-2 hover:text-strong ${className}`}
    >
      <Icon aria-hidden size={size} />
    </button>
  );
}
