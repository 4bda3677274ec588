export type SnippetName = "javascript" | "python" | "websocket" | "event";

interface Snippet {
  note: string;
  code: string;
}

/** Programs that work as they stand, against the address this page came from. */
export const SNIPPETS: Record<SnippetName, (origin: string) => Snippet> = {
  javascript: (origin) => ({
    note: "npm install socket.io-client, then:",
    code: `import { io } from "socket.io-client";

const robot = io("${origin}/robots", { auth: { robot_id: "robot_001" } });

setInterval(() => {
  robot.emit("telemetry", {
    cpu_usage: 41.5,
    memory_usage: 63,
    network_latency_ms: 12,
    battery_percentage: 87,
  });
}, 1000);`,
  }),
  python: (origin) => ({
    note: 'pip install "python-socketio[client]", then:',
    code: `import time
import socketio

robot = socketio.Client()
robot.connect("${origin}", namespaces=["/robots"], auth={"robot_id": "robot_001"})

while True:
    robot.emit("telemetry", {
        "cpu_usage": 41.5,
        "memory_usage": 63,
        "network_latency_ms": 12,
        "battery_percentage": 87,
    }, namespace="/robots")
    time.sleep(1)`,
  }),
  websocket: (origin) => ({
    note: "Without any library, in a browser's console or in Node:",
    code: `const robot = new WebSocket("${origin.replace(/^http/, "ws")}/api/telemetry/ws/robot_001");

robot.onopen = () => setInterval(() => {
  robot.send(JSON.stringify({ cpu_usage: 41.5, battery_percentage: 87 }));
}, 1000);`,
  }),
  event: (origin) => ({
    note: "Any producer can send events over HTTP, BRAiN's own publisher over Redis:",
    code: `curl -X POST ${origin}/api/events \\
  -H "content-type: application/json" \\
  -d '{"type": "course.workflow.transitioned", "source": "course_service",
       "payload": {"course_id": "c-12", "from": "draft", "to": "review"}}'`,
  }),
};
