/** Which part of a drawing is seen: its left upper corner in the drawing's own px, and how large a px is drawn. */
export interface ViewBox {
  x: number;
  y: number;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

const CLOSEST = 1.6;
const FARTHEST = 0.25;
const MARGIN = 24;

/** Zoomed by a factor around a point of the window. */
export function zoomed(view: ViewBox, factor: number, at: { x: number; y: number }): ViewBox {
  const zoom = Math.min(CLOSEST, Math.max(FARTHEST, view.zoom * factor));
  return { x: view.x + at.x / view.zoom - at.x / zoom, y: view.y + at.y / view.zoom - at.y / zoom, zoom };
}

export const panned = (view: ViewBox, dx: number, dy: number): ViewBox => ({
  ...view,
  x: view.x - dx / view.zoom,
  y: view.y - dy / view.zoom,
});

export interface Box extends Size {
  x: number;
  y: number;
}

/** Where nobody has moved it: as large as fits in height, the right edge and what matters most in sight. */
export function ownView(content: Size, window: Size, focus: Box | null): ViewBox {
  const fits = Math.min((window.height - 2 * MARGIN) / content.height, 1);
  const zoom = Math.max(0.55, fits);
  const spare = window.width / zoom - content.width;
  const own = {
    x: spare > 2 * MARGIN ? -MARGIN : content.width + MARGIN - window.width / zoom,
    y: (content.height - window.height / zoom) / 2,
    zoom,
  };
  return focus ? showing(own, window, focus) : own;
}

/** All of it, as far as the zoom goes. */
export function wholeView(content: Size, window: Size): ViewBox {
  const fit = Math.min(
    window.width / (content.width + 2 * MARGIN),
    window.height / (content.height + 2 * MARGIN),
    1,
  );
  const zoom = Math.max(FARTHEST, fit);
  return {
    x: (content.width - window.width / zoom) / 2,
    y: (content.height - window.height / zoom) / 2,
    zoom,
  };
}

/** Moved no further than it takes to bring a box into sight. */
export function showing(view: ViewBox, window: Size, box: Box): ViewBox {
  const [width, height] = [window.width / view.zoom, window.height / view.zoom];
  const into = (start: number, size: number, from: number, length: number): number => {
    if (from - MARGIN < start) return from - MARGIN;
    return from + length + MARGIN > start + size ? from + length + MARGIN - size : start;
  };
  return {
    ...view,
    x: into(view.x, width, box.x, box.width),
    y: into(view.y, height, box.y, box.height),
  };
}

const STEP = 240;

/** What may be seen, in steps, so that it changes far less often than the view moves. */
export function windowOf(view: ViewBox, window: Size) {
  const down = (value: number) => Math.floor(value / STEP) * STEP;
  const up = (value: number) => Math.ceil(value / STEP) * STEP;
  return {
    left: down(view.x - STEP),
    right: up(view.x + window.width / view.zoom + STEP),
    top: down(view.y - STEP),
    bottom: up(view.y + window.height / view.zoom + STEP),
  };
}
