"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { Field, FormError, Input, Select } from "#components/ui/form";
import { useAct } from "../use-act.ts";

const EMPTY = { type: "webhook", name: "", url: "", secret: "", severity: "info" };

/** Another address that alerts are sent to. What is secret in it is never shown again. */
export function AddChannel({ onDone }: { onDone: () => void }) {
  const [channel, setChannel] = useState(EMPTY);
  const { busy, failed, act } = useAct();
  const { type, name, url, secret, severity } = channel;
  const change = (part: Partial<typeof EMPTY>) => setChannel({ ...channel, ...part });
  const wantsSecret = type !== "slack";
  async function add(): Promise<void> {
    const body = {
      type,
      name: name.trim(),
      severity,
      ...(url.trim() && { url: url.trim() }),
      ...(wantsSecret && secret && { secret }),
    };
    if (!(await act("POST", "/api/alerts/channels", body))) return;
    setChannel(EMPTY);
    onDone();
  }
  return (
    <form
      className="grid gap-3 border-line border-t pt-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field label="Kind">
        <Select value={type} onChange={(event) => change({ type: event.target.value })}>
          <option value="webhook">Webhook</option>
          <option value="pagerduty">PagerDuty</option>
          <option value="slack">Slack</option>
        </Select>
      </Field>
      <Field label="From">
        <Select value={severity} onChange={(event) => change({ severity: event.target.value })}>
          <option value="info">Info on</option>
          <option value="warning">Warning on</option>
          <option value="critical">Critical only</option>
        </Select>
      </Field>
      <Field label="Name">
        <Input
          required
          maxLength={80}
          value={name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      {type !== "pagerduty" && (
        <Field label="Address">
          <Input
            required
            type="url"
            maxLength={2048}
            placeholder="https://…"
            value={url}
            onChange={(event) => change({ url: event.target.value })}
          />
        </Field>
      )}
      {wantsSecret && (
        <Field
          label={type === "pagerduty" ? "Routing key" : "Secret"}
          hint={type === "pagerduty" ? undefined : "Signs what is sent; may stay empty."}
        >
          <Input
            type="password"
            autoComplete="off"
            required={type === "pagerduty"}
            minLength={8}
            maxLength={256}
            value={secret}
            onChange={(event) => change({ secret: event.target.value })}
          />
        </Field>
      )}
      <div className="flex items-end">
        <WriteButton kind="primary" type="submit" icon={Plus} busy={busy}>
          Add
        </WriteButton>
      </div>
      {failed && (
        <div className="sm:col-span-2">
          <FormError>Not added. {failed}</FormError>
        </div>
      )}
    </form>
  );
}
