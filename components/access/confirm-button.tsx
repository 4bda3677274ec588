"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";

interface ConfirmButtonProps {
  /** The verb. */
  verb: string;
  /** Whom it hits, for those who don't see the row. */
  whom: string;
  onConfirm: () => Promise<unknown>;
}

/** A verb that can't be taken back: it is asked for twice. */
export function ConfirmButton({ verb, whom, onConfirm }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  return (
    <Button
      kind={asking ? "danger" : "quiet"}
      busy={busy}
      aria-label={asking ? `Yes, ${verb.toLowerCase()} ${whom}` : `${verb} ${whom}`}
      onBlur={() => setAsking(false)}
      onClick={async () => {
        if (!asking) {
          setAsking(true);
          return;
        }
        setBusy(true);
        await onConfirm();
        setBusy(false);
        setAsking(false);
      }}
    >
      {asking ? `Yes, ${verb.toLowerCase()}` : verb}
    </Button>
  );
}
