"use client";

import { Send, Trash2 } from "lucide-react";
import { WriteButton } from "#components/history/write-button";
import { Clock } from "#components/ui/ago";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { StateBadge, type StateName } from "#components/ui/state";
import type { ChannelList, ChannelView, DeliveryList, DeliveryView } from "#lib/alerts/api-delivery";
import { plural } from "#lib/format";
import { useAsked } from "../../ui/use-asked.ts";
import { useAct } from "../use-act.ts";
import { AddChannel } from "./add-channel.tsx";
import { BrowserNotice } from "./browser-notice.tsx";

const AGAIN_MS = 5_000;
const TYPES = { webhook: "Webhook", pagerduty: "PagerDuty", slack: "Slack" };

/** Who is told beside this page, and what became of each message. */
export function DeliveryPanel() {
  const channels = useAsked<ChannelList>("/api/alerts/channels", AGAIN_MS);
  const log = useAsked<DeliveryList>("/api/alerts/deliveries", AGAIN_MS);
  const again = () => {
    channels.again();
    log.again();
  };
  const names = new Map(
    channels.asked.kind === "known" ? channels.asked.value.channels.map(({ id, name }) => [id, name]) : [],
  );
  return (
    <div className="grid items-start gap-3 lg:grid-cols-[2fr_3fr]">
      <Panel title="Channels" sub="Beside this page">
        {channels.asked.kind === "loading" && <Skeleton className="h-24 w-full" />}
        {channels.asked.kind === "failed" && (
          <Failure title="The channels could not be loaded">{channels.asked.why}</Failure>
        )}
        {channels.asked.kind === "known" && (
          <ul className="mb-3">
            {channels.asked.value.channels.map((channel) => (
              <Channel key={channel.id} channel={channel} onDone={again} />
            ))}
            {channels.asked.value.channels.length === 0 && (
              <li className="text-quiet">None yet: alerts are told on this page only.</li>
            )}
          </ul>
        )}
        <AddChannel onDone={again} />
        <BrowserNotice />
      </Panel>
      <Panel title="Sent" sub="The newest first" flush>
        {log.asked.kind === "loading" && <Skeleton className="mx-4 mb-4 h-24" />}
        {log.asked.kind === "failed" && (
          <div className="px-4 pb-4">
            <Failure title="The log could not be loaded">{log.asked.why}</Failure>
          </div>
        )}
        {log.asked.kind === "known" && log.asked.value.deliveries.length === 0 && (
          <Empty title="Nothing has been sent yet" />
        )}
        {log.asked.kind === "known" && (
          <ul>
            {log.asked.value.deliveries.map((delivery) => (
              <Delivery key={delivery.id} delivery={delivery} to={names.get(delivery.channel_id)} />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Channel({ channel, onDone }: { channel: ChannelView; onDone: () => void }) {
  const { busy, failed, act } = useAct();
  const { id, name, type, address, severity, signed } = channel;
  const path = `/api/alerts/channels/${encodeURIComponent(id)}`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-grid border-t py-2 first:border-0">
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium text-strong">{name}</span>
        <span className="block break-all text-12 text-quiet">
          {TYPES[type]}, {address}
          {signed && ", signed"}
          {severity !== "info" && `, from ${severity} on`}
        </span>
        {failed && <span className="block text-12 text-warning">{failed}</span>}
      </span>
      <span className="flex gap-3">
        <WriteButton
          icon={Send}
          busy={busy}
          aria-label={`Send a test to ${name}`}
          onClick={() => void act("POST", `${path}/test`).then(onDone)}
        >
          Test
        </WriteButton>
        <WriteButton
          kind="danger"
          icon={Trash2}
          busy={busy}
          aria-label={`Remove ${name}`}
          onClick={() => void act("DELETE", path).then(onDone)}
        >
          Remove
        </WriteButton>
      </span>
    </li>
  );
}

const LOOK: Record<DeliveryView["state"], StateName> = {
  waiting: "running",
  sent: "completed",
  failed: "failed",
};
const KINDS: Record<DeliveryView["kind"], string> = {
  triggered: "Alert",
  updated: "Update",
  resolved: "Over",
  test: "Test",
};
const WORDS: Record<DeliveryView["state"], string> = { waiting: "Waiting", sent: "Sent", failed: "Failed" };

function Delivery({ delivery, to }: { delivery: DeliveryView; to: string | undefined }) {
  const { state, kind, sentence, created_at, attempts, status, problem } = delivery;
  return (
    <li className="flex flex-wrap items-start gap-x-3 border-grid border-t px-4 py-2">
      <Clock at={created_at} className="w-[8ch] py-0.5 text-12 text-quiet" />
      <span className="w-22">
        <StateBadge state={LOOK[state]}>{WORDS[state]}</StateBadge>
      </span>
      <span className="min-w-0 flex-1 basis-60">
        <span className="block break-words text-strong">{sentence}</span>
        <span className="figures block break-words text-12 text-quiet">
          {KINDS[kind]} to {to ?? "a channel that was removed"}, {plural(attempts, "attempt")}
          {problem ? `, ${problem}` : status !== null && `, answered ${status}`}
        </span>
      </span>
    </li>
  );
}
