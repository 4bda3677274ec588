// Loaded into a server before its own code (`node --import`): the server closes when the process that
// started it is gone, so that not even a SIGKILL of `npm start` or of a test leaves one behind on the port.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// Waiting for that must not keep a server alive that has finished.
process.channel?.unref();
