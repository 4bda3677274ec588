import type { ReactNode } from "react";

interface ScrollingProps {
  /** What is in it, read out when it takes the focus. */
  label: string;
  className?: string;
  children: ReactNode;
}

/**
 * What is wider or longer than its place, to be scrolled in it: also by the keyboard, which has to get there. What is
 * placed absolutely in it, as text for screen readers only is, is measured from it: from the page, it would widen that.
 */
export const Scrolling = ({ label, className = "", children }: ScrollingProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
  <section aria-label={label} tabIndex={0} className={`relative ${className}`}>
    {children}
  </section>
);
