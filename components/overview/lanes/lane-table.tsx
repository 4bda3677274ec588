import { Clock } from "#components/ui/ago";
import { Empty } from "#components/ui/empty";
import { Scrolling } from "#components/ui/scrolling";
import { LANE_NAMES, LANES, type LaneBar, laneWords } from "#lib/overview/lanes";
import type { Stretch } from "../../events/stretch.ts";

interface LaneTableProps {
  bars: readonly LaneBar[];
  onChoose: (window: Stretch) => void;
}

/** The lanes as a table: every stretch in which something happened, the newest first. */
export function LaneTable({ bars, onChoose }: LaneTableProps) {
  const told = bars.filter(({ lanes }) => LANES.some((lane) => lanes[lane].count > 0)).reverse();
  return (
    <Scrolling label="The lanes as a table" className="h-35 overflow-auto">
      {told.length === 0 && <Empty title="Nothing happened in this time" />}
      {told.length > 0 && (
        <table className="table-plain">
          <thead>
            <tr>
              <th scope="col">From</th>
              {LANES.map((lane) => (
                <th key={lane} scope="col">
                  {LANE_NAMES[lane]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.map((bar) => (
              <tr key={bar.from}>
                <td>
                  <button
                    type="button"
                    data-tip="Show only this time below"
                    onClick={() => onChoose(bar)}
                    className="h-8 text-accent hover:underline"
                  >
                    <Clock at={bar.from} full />
                  </button>
                </td>
                {LANES.map((lane) => (
                  <td key={lane} className="figures">
                    {laneWords(lane, [bar])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Scrolling>
  );
}
