// Loaded into the server under test before its own code (`node --import`): it tells its CPU time, memory and lag
// when asked, and ends when the bench does. Nothing else of it is touched.
import { answerParent } from "./answer-parent.ts";

answerParent({});
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// Waiting for a question must not keep a server alive that has finished.
process.channel?.unref();
