import { History } from "lucide-react";
import { Empty } from "#components/ui/empty";

/** In a replay, instead of what invites somebody to begin: by that moment there was none. */
export function NotYetThen({ title }: { title: string }) {
  return (
    <section className="rounded-card border border-line bg-surface-1">
      <Empty icon={History} title={title}>
        Choose a later moment below, or return to live.
      </Empty>
    </section>
  );
}
