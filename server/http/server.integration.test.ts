import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createHttpServer } from "./server.ts";

// Without a look at the connections of its own, Node would end these after 30 and 60 s.
test.each([
  ["a head", 20_000, "GET / HTTP/1.1\r\nHost: localhost\r\n"],
  ["a body", 40_000, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"],
])(
  "who never ends %s is told 408 and closed within %d ms",
  { concurrent: true },
  async (_what, ms, begin) => {
    const server = createHttpServer(null).listen(0, "127.0.0.1");
    await once(server, "listening");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    const tooLate = setTimeout(() => socket.destroy(new Error("It is still open")), ms);
    socket.write(begin);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearTimeout(tooLate);
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  },
);
