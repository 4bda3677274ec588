"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { IconButton } from "./button.tsx";

interface OverlayProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** A quiet line below the title. */
  sub?: ReactNode;
  /** Buttons beside the close button. */
  actions?: ReactNode;
  children: ReactNode;
  /** What has the focus when it has closed, where what opened it may be gone by then; null is what opened it. */
  focusAfter?: () => HTMLElement | null;
}

const BACKDROP =
  "fixed inset-0 z-40 bg-[oklch(0.1_0.01_258/0.5)] transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

/**
 * Details at the right edge; the whole width on a phone. The page beside it lives on and can be used:
 * another row shows in the same drawer. `Esc` closes it.
 */
export function Drawer(props: OverlayProps) {
  return (
    <Overlay
      {...props}
      modal={false}
      className="inset-y-0 right-0 h-dvh w-full max-w-120 border-l transition-transform md:top-12 md:h-[calc(100dvh-3rem)] duration-150 data-ending-style:translate-x-4 data-starting-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:opacity-0 motion-reduce:transition-none"
    />
  );
}

/** A question or a form in the middle. */
export function Dialog(props: OverlayProps) {
  return (
    <Overlay
      {...props}
      modal
      className="top-[12vh] left-1/2 max-h-[76dvh] w-[calc(100%-2rem)] max-w-130 -translate-x-1/2 overflow-hidden rounded-card border"
    />
  );
}

function Overlay({
  open,
  onClose,
  title,
  sub,
  actions,
  modal,
  className,
  children,
  focusAfter,
}: OverlayProps & { modal: boolean; className: string }) {
  // The window itself takes the focus: a button would show its tip at once.
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      modal={modal}
      disablePointerDismissal={!modal}
    >
      <Base.Portal>
        {modal && <Base.Backdrop className={BACKDROP} />}
        <Base.Popup
          ref={popup}
          initialFocus={popup}
          finalFocus={() => focusAfter?.() ?? true}
          data-modal={modal || undefined}
          className={`fixed z-50 flex flex-col border-line bg-surface-1 text-normal shadow-over outline-none ${className}`}
        >
          <div className="flex min-h-12 shrink-0 items-center gap-3 border-line border-b py-2 ps-4 pe-2">
            <div className="min-w-0">
              <Base.Title className="truncate font-medium text-14">{title}</Base.Title>
              {sub && <div className="truncate text-12 text-quiet">{sub}</div>}
            </div>
            <div className="ms-auto flex items-center gap-1">
              {actions}
              <Base.Close render={<IconButton icon={X} label="Close" />} />
            </div>
          </div>
          {/* What has the focus comes to lie above a form's foot. */}
          <div className="min-h-0 flex-1 scroll-pb-20 overflow-y-auto p-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
