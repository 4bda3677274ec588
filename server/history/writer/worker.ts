import { workerData } from "node:worker_threads";
import { serveThread } from "../serve-thread.ts";
import { createWriter, type WriterOptions } from "./writer.ts";

serveThread(createWriter(workerData as WriterOptions));
