/** One of the figures that a gateway gives Prometheus; NaN where it gives none of that name. */
export async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? Number.NaN : Number(line.slice(name.length));
}

/** How far a gateway's loop was behind since it was asked last: p99, in milliseconds. */
export const loopLagMs = async (url: string): Promise<number> =>
  (await metricOf(url, "nodejs_eventloop_lag_p99_seconds")) * 1000;
