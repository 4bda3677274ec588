import { describe, expect, test, vi } from "vitest";
import type { HistoryReader } from "./port.ts";
import { createHistoryService } from "./service.ts";

const event = { event: { stream_id: "5-0" }, older: null, newer: null } as unknown as Awaited<
  ReturnType<HistoryReader["event"]>
>;

function serviceOf(reader: Partial<HistoryReader>) {
  const caughtUp = vi.fn(async () => true);
  const parts = { reader: reader as HistoryReader, caughtUp, report: vi.fn(), intervalSeconds: 30 };
  return { caughtUp, service: createHistoryService(parts) };
}

describe("whoever appended an event and asks at once finds it", () => {
  test("in a list, unless it asks for older ones", async () => {
    const order: string[] = [];
    const { service, caughtUp } = serviceOf({
      page: async () => {
        order.push("page");
        return { events: [], next: null };
      },
    });
    caughtUp.mockImplementation(async () => order.push("caught up") > 0);
    await service.list({ limit: 1, order: "newest" });
    expect(order).toEqual(["caught up", "page"]);
    await service.list({ limit: 1, order: "newest", before: "9-0" });
    expect(caughtUp).toHaveBeenCalledTimes(1);
  });

  test.each(["histogram", "export", "state", "capsule"] as const)("in its %s", async (what) => {
    const order: string[] = [];
    const asked = async () => {
      order.push("asked");
      throw new Error("that is enough");
    };
    const { service, caughtUp } = serviceOf({
      histogram: asked,
      page: asked,
      count: asked,
      stateText: asked,
      stateAt: asked,
    });
    caughtUp.mockImplementation(async () => order.push("caught up") > 0);
    const query = {
      from: 1,
      to: 2,
      buckets: 1,
      at: { seconds: 1 },
      format: "json",
      order: "oldest",
    } as never;
    await expect(service[what](query)).rejects.toThrow();
    expect(order.slice(0, 2)).toEqual(["caught up", "asked"]);
  });

  test("and while the log is away, what is kept is still answered", async () => {
    const page = { events: [], next: null };
    const { service, caughtUp } = serviceOf({ page: async () => page });
    caughtUp.mockRejectedValue(new Error("no answer"));
    expect(await service.list({ limit: 1, order: "newest" })).toBe(page);
  });

  test("by its id", async () => {
    const answers = [null, event];
    const { service } = serviceOf({ event: async () => answers.shift() ?? null });
    expect(await service.event({ stream_id: "5-0" })).toBe(event);
  });
});

test("what isn't there is not_found", async () => {
  const { service } = serviceOf({ event: async () => null, stateText: async () => null });
  await expect(service.event({ stream_id: "5-0" })).rejects.toMatchObject({ code: "not_found" });
  await expect(service.state({ at: { seconds: 1 } })).rejects.toMatchObject({ code: "not_found" });
});
