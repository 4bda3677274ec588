import type { ChannelList, ChannelRequest, ChannelView } from "#lib/alerts/api-delivery";
import { CHANNELS_MAX } from "#lib/alerts/api-delivery";
import type { Severity } from "#lib/alerts/kinds";
import { AppError, messageOf } from "#lib/errors";
import { toSeconds } from "#lib/time";
import type { Records } from "#server/store/port";
import { resolveHost } from "./address.ts";

const CHANNELS = "alerts:channels";

/** As it is kept. Its address and secret never leave this folder. */
export interface Channel {
  id: string;
  type: ChannelRequest["type"];
  name: string;
  severity: Severity;
  url: string;
  secret: string | null;
  created_at: number;
}

export interface ChannelsOptions {
  records: Records;
  /** Whether a channel may be on this machine or in an internal network. */
  allowInternal: boolean;
  now?: () => number;
}

/** Where operators want alerts to go. */
export function createChannels({ records, allowInternal, now = Date.now }: ChannelsOptions) {
  const all = async (): Promise<Channel[]> =>
    (await records.list<Channel>(CHANNELS))
      .map(({ value }) => value)
      .sort((a, b) => a.created_at - b.created_at);

  async function one(id: string): Promise<Channel> {
    const channel = await records.get<Channel>(CHANNELS, id);
    if (!channel) throw new AppError("not_found", `Channel ${id} is not known`);
    return channel.value;
  }

  return {
    all,
    one,
    list: async (): Promise<ChannelList> => ({ channels: (await all()).map(viewOf) }),

    /** "invalid" naming `url` for an address that nothing would be sent to; "conflict" when there are too many. */
    async add(request: ChannelRequest): Promise<ChannelView> {
      await checkUrl(request.url, allowInternal);
      if ((await all()).length >= CHANNELS_MAX)
        throw new AppError("conflict", `There are ${CHANNELS_MAX} channels already: remove one first`);
      const { type, name, severity, url } = request;
      const secret = ("secret" in request ? request.secret : undefined) ?? null;
      const id = crypto.randomUUID();
      const channel: Channel = { id, type, name, severity, url, secret, created_at: toSeconds(now()) };
      await records.commit({ puts: [{ collection: CHANNELS, key: id, value: channel }] });
      return viewOf(channel);
    },

    async remove(id: string): Promise<ChannelView> {
      const channel = await one(id);
      await records.commit({ deletes: [{ collection: CHANNELS, key: id }] });
      return viewOf(channel);
    },
  };
}

async function checkUrl(text: string, allowInternal: boolean): Promise<void> {
  const { username, password, hostname } = new URL(text);
  if (username || password) throw badUrl("must not carry a name or password");
  await resolveHost(hostname, allowInternal).catch((error: unknown) => {
    throw badUrl(messageOf(error));
  });
}

const badUrl = (msg: string): AppError =>
  new AppError("invalid", msg, { problems: [{ loc: ["body", "url"], msg, type: "value_error" }] });

const viewOf = ({ id, type, name, severity, url, secret, created_at }: Channel): ChannelView => ({
  id,
  type,
  name,
  severity,
  address: new URL(url).origin,
  signed: type === "webhook" && secret !== null,
  created_at,
});
