import { workerData } from "node:worker_threads";
import { serveThread } from "../serve-thread.ts";
import { createQuestions } from "./questions.ts";

serveThread(createQuestions(workerData as { file: string }));
