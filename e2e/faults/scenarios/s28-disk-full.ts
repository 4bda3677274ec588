import { damagedFiles, keptFigures } from "../embedded.ts";
import { DASHBOARDS, ROBOTS, withoutRoom } from "../no-room.ts";
import { exactly, type Scenario } from "../scenario.ts";

const DISK_MB = 96;

export const diskFull: Scenario = {
  id: "S28",
  title: "The disk of the embedded store is full",
  promises:
    "every write is answered 507 with a sentence, and every read as ever; dashboards and robots stay; once there is room everything is written again by itself, nothing acknowledged is lost or twice, in the log or in the history, and every file is whole",
  injects: `a file that takes the last byte of the disk for 3 s (a tmpfs of ${DISK_MB} MB where root runs it, else a limit that lets no file be written, which is answered 503); 200 events/s, an agent that is saved without a pause, ${ROBOTS} robots at 10 Hz, ${DASHBOARDS} dashboards`,
  injectsInFull: `a file that takes the last byte of the disk for 30 s (a tmpfs of ${DISK_MB} MB where root runs it, else a limit that lets no file be written, which is answered 503); 200 events/s, an agent that is saved without a pause, ${ROBOTS} robots at 10 Hz, ${DASHBOARDS} dashboards`,
  quick: true,
  defences: [
    "server/store/sqlite/errors.ts: a full disk isn't told from other trouble → writes refused otherwise than with 507 and a sentence (36 of 36)",
  ],
  async run(rig) {
    const disk = rig.smallDisk(DISK_MB);
    // Where the system can make no disk full, nothing is claimed.
    if (!disk) return [];
    const gateway = await rig.gateway(undefined, { dataIn: disk.folder });
    const { url, dataDir } = gateway;
    const pid = gateway.pid() ?? Number.NaN;
    const { figures, dashboards, acknowledged, snapshots } = await withoutRoom(rig, {
      url,
      status: disk.kind === "disk" ? 507 : 503,
      begin: () => disk.fill(pid),
      end: () => disk.free(pid),
    });
    const exact = await rig.exact(gateway, dashboards);
    return [
      ...figures,
      ...(await keptFigures(dataDir, acknowledged)),
      ...(await snapshots.figures()),
      ...exact,
      exactly("files that are damaged", damagedFiles(dataDir).length, 0),
    ];
  },
};
