/** What every chart of the page has in common. */
export const AXIS_TEXT = { fill: "var(--color-quiet)", fontSize: 12 };
export const GRID = "var(--color-grid)";
export const CURSOR = { stroke: "var(--color-line-strong)", strokeWidth: 1 };
export const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
export const Y_WIDTH = 44;
export const X_HEIGHT = 22;
