"use client";

import { Check, Copy } from "lucide-react";
import { Button } from "#components/ui/button";
import { type About, hasPoints, letter } from "#lib/doctor/letter";
import type { DoctorReport } from "#lib/doctor/report";
import { useCopy } from "../ui/use-copy.ts";

interface CopyLetterProps {
  report: DoctorReport;
  about: About;
  /** Named after whom, where several stand below each other. */
  whose?: string;
  short?: boolean;
}

/** Copies a text for the producer's owner; nothing where there is nothing to write about. */
export function CopyLetter({ report, about, whose, short }: CopyLetterProps) {
  const [outcome, copy] = useCopy(2000);
  if (!hasPoints(report, about)) return null;
  const words = short ? "Copy the text" : "Copy the text for its owner";
  return (
    <>
      <Button
        kind={short ? "quiet" : "plain"}
        icon={outcome === "copied" ? Check : Copy}
        aria-label={whose && `Copy the text for the owner of ${whose}`}
        onClick={() => copy(letter(report, about))}
      >
        <span className={short ? "max-sm:sr-only" : ""}>
          {outcome === "copied" ? "Copied" : outcome === "failed" ? "Could not copy" : words}
        </span>
      </Button>
      <span role="status" className="sr-only">
        {outcome === "copied" && "The text was copied."}
        {outcome === "failed" && "The text could not be copied."}
      </span>
    </>
  );
}
