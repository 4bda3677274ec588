export type SnippetName = "javascript" | "python" | "websockets" | "wscat";

interface Snippet {
  /** What to install, or what it is for. */
  note: string;
  code: string;
}

/** Programs that work as they stand: a robot with this id, against the address this page came from. */
export const SNIPPETS: Record<SnippetName, (origin: string, robotId: string) => Snippet> = {
  javascript: (origin, robotId) => ({
    note: "npm install socket.io-client, then:",
    code: `import { io } from "socket.io-client";

const robot = io("${origin}/robots", {
  auth: { robot_id: ${quoted(robotId)} },
});

setInterval(() => {
  robot.emit("telemetry", {
    cpu_usage: 41.5,
    memory_usage: 63,
    network_latency_ms: 12,
    battery_percentage: 87,
  });
}, 1000);`,
  }),
  python: (origin, robotId) => ({
    note: 'pip install "python-socketio[client]", then:',
    code: `import time
import socketio

robot = socketio.Client()
robot.connect(
    "${origin}",
    namespaces=["/robots"],
    auth={"robot_id": ${quoted(robotId)}},
)

while True:
    robot.emit("telemetry", {
        "cpu_usage": 41.5,
        "memory_usage": 63,
        "network_latency_ms": 12,
        "battery_percentage": 87,
    }, namespace="/robots")
    time.sleep(1)`,
  }),
  websockets: (origin, robotId) => ({
    note: "pip install websockets, then:",
    code: `import asyncio
import json
import websockets

async def robot():
    async with websockets.connect("${socketUrl(origin, robotId)}") as socket:
        while True:
            await socket.send(json.dumps({"cpu_usage": 41.5, "battery_percentage": 87}))
            print(await socket.recv())  # {"accepted":1}
            await asyncio.sleep(1)

asyncio.run(robot())`,
  }),
  wscat: (origin, robotId) => ({
    note: "One sample by hand, then the connection stays for a minute:",
    code: `npx wscat -c "${socketUrl(origin, robotId)}" \\
  -x '{"cpu_usage": 41.5, "battery_percentage": 87}' -w 60`,
  }),
};

const quoted = (text: string): string => JSON.stringify(text);

function socketUrl(origin: string, robotId: string): string {
  // A shell and a URL disagree on these five: encoded, both are content.
  const id = encodeURIComponent(robotId).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${origin.replace(/^http/, "ws")}/api/telemetry/ws/${id}`;
}
