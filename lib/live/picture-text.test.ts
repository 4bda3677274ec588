import { expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState, fold } from "../fold.ts";
import { readPicture, snapshotText } from "./picture-text.ts";
import { type Picture, packState } from "./protocol.ts";

const connected = (index: number): StoredEvent => ({
  stream_id: `${1_000 + index}-0`,
  id: `e${index}`,
  type: "telemetry.connection_established",
  source: "s",
  target: null,
  timestamp: 1,
  // A line break, a comma and an end as text stay text.
  payload: { robot_id: `r${index}\n,]}}`, connection_id: "c,", connected_at: 1 },
  meta: {},
});

test.each([0, 1, 500, 501, 1_234])(
  "a picture of %i robots is read as it was told, and is plain JSON",
  async (count) => {
    const state = packState(
      fold(
        emptyState,
        Array.from({ length: count }, (_, index) => connected(index)),
      ),
    );
    expect(state.robots).toHaveLength(count);
    const picture = {
      welcome: { version: "1", you: null },
      link: { up: true },
      snapshot: { state, cursor: { epoch: "E", streamId: "9-0", eventId: null } },
    } as unknown as Picture;
    const { snapshot, ...told } = picture;
    const text = `${JSON.stringify(told).slice(0, -1)},"snapshot":${snapshotText(snapshot)}}`;
    expect(JSON.parse(text)).toEqual(picture);
    expect(await readPicture(text)).toEqual(picture);
  },
);
