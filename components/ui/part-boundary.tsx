"use client";

import { Component, type ReactNode } from "react";
import { Button } from "#components/ui/button";
import { Failure } from "#components/ui/empty";

interface PartBoundaryProps {
  /** "This robot": what could not be drawn. */
  what: string;
  children: ReactNode;
}

/** A part that fails says so in its own place; the rest of the page lives on. Give it a key to begin anew. */
export class PartBoundary extends Component<PartBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Failure
        title={`${this.props.what} could not be drawn`}
        action={<Button onClick={() => window.location.reload()}>Load the page again</Button>}
      >
        The rest of the page still works, and no data is lost.
        <p className="break-words text-12 text-quiet">{error.message}</p>
      </Failure>
    );
  }
}
