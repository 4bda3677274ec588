"use client";

import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { Failure } from "#components/ui/empty";

/** Why a file could not be opened. */
export default function CapsuleProblem({ problem, onClose }: { problem: string; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Capsule">
      <div className="flex flex-col items-start gap-3">
        <Failure title="This file could not be opened">{problem}</Failure>
        <p className="text-normal">
          A capsule is a JSON file that Brainwave makes: the time machine saves one of the window it shows.
        </p>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
