import { workerData } from "node:worker_threads";
import { serveThread } from "../serve-thread.ts";
import { createKeeper } from "./keeper.ts";

serveThread(createKeeper(workerData as { file: string }));
