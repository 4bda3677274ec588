"use client";

import { Button } from "#components/ui/button";
import { Failure } from "#components/ui/empty";

/** A page that could not be drawn. The shell around it, and the live connection, go on. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Failure
      title="This page could not be drawn"
      action={
        <Button kind="primary" onClick={reset}>
          Draw it again
        </Button>
      }
    >
      <p>The other pages still work, and no data is lost.</p>
      <p className="text-12 text-quiet">{error.digest ? `Reference ${error.digest}` : error.message}</p>
    </Failure>
  );
}
