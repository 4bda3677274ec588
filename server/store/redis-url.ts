export interface RedisNode {
  host: string;
  port: number;
}

/** What the servers ask for. */
interface Login {
  username?: string;
  password?: string;
}

/** One server. */
export interface RedisServer {
  kind: "server";
  url: string;
}

/** The sentinels that know where the primary is at the moment. */
export interface RedisSentinels extends Login {
  kind: "sentinels";
  nodes: readonly RedisNode[];
  /** Under which they watch over the primary. */
  name: string;
  db: number;
  /** What the sentinels themselves ask for. */
  sentinelUsername?: string;
  sentinelPassword?: string;
}

/** Some nodes of a cluster, which know the others. */
export interface RedisCluster extends Login {
  kind: "cluster";
  nodes: readonly RedisNode[];
}

/** What REDIS_URL says. */
export type RedisPlace = RedisServer | RedisSentinels | RedisCluster;

export const REDIS_URL_FORMS =
  "must look like redis://[user:password@]host:port[/db], redis+sentinel://[user:password@]host:port[,host:port…]/name[/db] or redis+cluster://[user:password@]host:port[,host:port…]";

const SERVER = /^rediss?:\/\/\S+$/;
/** As Python's clients write them, too: ioredis has no form of its own for more than one address. */
const SEVERAL =
  /^redis\+(?<kind>sentinel|cluster):\/\/(?:(?<user>[^\s:@/]*)(?::(?<password>[^\s@/]*))?@)?(?<nodes>[^\s@/?#]+)(?:\/(?<name>[^\s/?#]+)(?:\/(?<db>\d+))?)?(?:\?(?<options>[^\s#]*))?$/;
const NODE = /^(?<host>\[[^\]]+\]|[^\s:[\]]+)(?::(?<port>\d{1,5}))?$/;
const PORTS = { sentinel: 26_379, cluster: 6379 };
const SENTINEL_OPTIONS = ["sentinel_username", "sentinel_password"];

/** Null for what is none of these forms. */
export function readRedisUrl(url: string): RedisPlace | null {
  if (SERVER.test(url)) return { kind: "server", url };
  const parts = SEVERAL.exec(url)?.groups;
  if (!parts) return null;
  const isCluster = parts.kind === "cluster";
  const nodes = readNodes(parts.nodes ?? "", isCluster ? PORTS.cluster : PORTS.sentinel);
  const options = new URLSearchParams(parts.options);
  if (!nodes || [...options.keys()].some((name) => !SENTINEL_OPTIONS.includes(name))) return null;
  const login = given({ username: decoded(parts.user), password: decoded(parts.password) });
  if (isCluster)
    return parts.name === undefined && options.size === 0 ? { kind: "cluster", nodes, ...login } : null;
  if (parts.name === undefined) return null;
  return {
    kind: "sentinels",
    nodes,
    name: decoded(parts.name) ?? "",
    db: Number(parts.db ?? 0),
    ...login,
    ...given({
      sentinelUsername: options.get("sentinel_username"),
      sentinelPassword: options.get("sentinel_password"),
    }),
  };
}

/** Where Redis is, for a person: never with a password. */
export function nameOf(place: RedisPlace): string {
  if (place.kind === "server") {
    const { hostname, port } = new URL(place.url);
    return `Redis at ${hostname}:${port || 6379}`;
  }
  const at = place.nodes.map(({ host, port }) => `${host}:${port}`).join(", ");
  return place.kind === "cluster"
    ? `The Redis Cluster at ${at}`
    : `Redis "${place.name}" of the sentinels at ${at}`;
}

function readNodes(text: string, usualPort: number): RedisNode[] | null {
  const nodes = text.split(",").map((one): RedisNode | null => {
    const parts = NODE.exec(one)?.groups;
    const port = Number(parts?.port ?? usualPort);
    if (!parts?.host || port < 1 || port > 65_535) return null;
    return { host: parts.host.replace(/^\[|\]$/g, ""), port };
  });
  return nodes.every((one) => one !== null) ? nodes : null;
}

/** Without what isn't there, or is empty. */
const given = <T extends string>(values: Record<T, string | null>): Partial<Record<T, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as Partial<Record<T, string>>;

function decoded(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that is just one.
    return text;
  }
}
