export interface Snippet {
  /** What it is called where one of several is chosen. */
  label: string;
  title: string;
  /** As a Markdown fence names it. */
  language: "js" | "python";
  /** What to install before; null where nothing is needed. */
  install: string | null;
  /** How it is run, with the file's name. */
  run: string;
  code(origin: string, robotId: string): string;
}

/**
 * Programs that work as they stand, and come back by themselves: the README shows them as the pages do. They need
 * socket.io-client 4, python-socketio 5.7, websockets 10, Node 22, or anything newer.
 */
export const SNIPPETS = {
  javascript: {
    label: "JavaScript",
    title: "JavaScript with Socket.IO",
    language: "js",
    install: "npm install socket.io-client",
    run: "node robot.mjs",
    code: (origin, robotId) => `import { io } from "socket.io-client";

const robot = io("${origin}/robots", { auth: { robot_id: ${quoted(robotId)} } });

setInterval(() => {
  if (!robot.connected) return;
  const sample = { cpu_usage: 41.5, memory_usage: 63, network_latency_ms: 12, battery_percentage: 87 };
  robot.emit("telemetry", sample, console.log); // { accepted: 1 }, or { error: { code, message } }
}, 1000);

// Socket.IO comes back by itself after a lost network, but not after it was refused or sent away.
const comeBack = () => robot.active || setTimeout(() => robot.connect(), 5000);
robot.on("connect_error", (error) => {
  console.error(error.message);
  comeBack();
});
robot.on("disconnect", comeBack);`,
  },
  python: {
    label: "Python",
    title: "Python with python-socketio",
    language: "python",
    install: 'pip install "python-socketio[client]"',
    run: "python3 robot.py",
    code: (origin, robotId) => `import time
import socketio

# The loop below is the way back after whatever happens.
robot = socketio.Client(reconnection=False)
while True:
    try:
        if not robot.connected:
            robot.connect("${origin}", namespaces=["/robots"], auth={"robot_id": ${quoted(robotId)}})
        sample = {"cpu_usage": 41.5, "memory_usage": 63, "network_latency_ms": 12, "battery_percentage": 87}
        print(robot.call("telemetry", sample, namespace="/robots", timeout=10), flush=True)
        time.sleep(1)
    except socketio.exceptions.SocketIOError as error:
        print(error, flush=True)
        time.sleep(5)`,
  },
  websockets: {
    label: "websockets",
    title: "Plain WebSocket from Python, with websockets",
    language: "python",
    install: "pip install websockets",
    run: "python3 robot.py",
    code: (origin, robotId) => `import asyncio
import json
import websockets

async def main():
    # Comes back by itself, later each time.
    async for robot in websockets.connect("${socketUrl(origin, robotId)}"):
        try:
            while True:
                sample = {"cpu_usage": 41.5, "memory_usage": 63, "network_latency_ms": 12, "battery_percentage": 87}
                await robot.send(json.dumps(sample))
                print(await robot.recv(), flush=True)  # {"accepted":1}, or {"error":{…}}
                await asyncio.sleep(1)
        except websockets.ConnectionClosed as closed:
            print(closed, flush=True)
            await asyncio.sleep(5)

asyncio.run(main())`,
  },
  plain: {
    label: "WebSocket",
    title: "Plain WebSocket, with nothing to install (Node 22, Deno, Bun, a browser)",
    language: "js",
    install: null,
    run: "node robot.mjs",
    code: (origin, robotId) => `function connect() {
  const robot = new WebSocket("${socketUrl(origin, robotId)}");
  const timer = setInterval(() => {
    if (robot.readyState !== WebSocket.OPEN) return;
    const sample = { cpu_usage: 41.5, memory_usage: 63, network_latency_ms: 12, battery_percentage: 87 };
    robot.send(JSON.stringify(sample));
  }, 1000);
  robot.onmessage = ({ data }) => console.log(data); // {"accepted":1}, or {"error":{…}}
  robot.onclose = ({ code, reason }) => {
    console.log(code, reason);
    clearInterval(timer);
    setTimeout(connect, 5000);
  };
}
connect();`,
  },
} satisfies Record<string, Snippet>;

export type SnippetName = keyof typeof SNIPPETS;

/** What to do before the code: one command, or two. */
export const preparation = ({ install, run }: Snippet): string[] => [...(install ? [install] : []), run];

// JSON's strings are JavaScript's and Python's too.
const quoted = (text: string): string => JSON.stringify(text);

function socketUrl(origin: string, robotId: string): string {
  // Programs and URLs disagree on these five: encoded, both are content.
  const id = encodeURIComponent(robotId).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${origin.replace(/^http/, "ws")}/api/telemetry/ws/${id}`;
}
