import { workerData } from "node:worker_threads";
import { serveThread } from "../serve-thread.ts";
import { createSampleFile } from "./file.ts";

serveThread(createSampleFile(workerData as { file: string }));
