/** A stroke as points; whatever else a pad knows of them, such as time and pressure, is not kept. */
export type Stroke = readonly { readonly x: number; readonly y: number }[];

/** Characters a drawing may have (wire schema). */
const longest = 16_000;

const path = (stroke: Stroke, every: number): string => {
  const kept = stroke.filter((_, i) => i % every === 0 || i === stroke.length - 1);
  const points = kept.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`);
  // A dot is a line of no length, so that a round pen leaves it.
  return points.length === 1 ? `M${points[0]}L${points[0]}` : `M${points.join('L')}`;
};

/** Strokes as an SVG path of moves and lines: shape only, no timing. Thinned until it fits. */
export function drawingOf(strokes: readonly Stroke[]): string {
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  for (let every = 1; every <= 64; every *= 2) {
    const drawing = drawn.map((stroke) => path(stroke, every)).join('');
    if (drawing.length <= longest) return drawing;
  }
  return drawn
    .map((stroke) => path(stroke, 64))
    .join('')
    .slice(0, longest)
    .replace(/[ML][^ML]*$/, '');
}

/** The `viewBox` that shows a drawing whole; null when it is no drawing. */
export function viewBoxOf(drawing: string): string | null {
  const numbers = drawing.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  if (numbers.length < 4) return null;
  const xs = numbers.filter((_, i) => i % 2 === 0);
  const ys = numbers.filter((_, i) => i % 2 === 1);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left - 4, top - 4, Math.max(...xs) - left + 8, Math.max(...ys) - top + 8].join(' ');
}
