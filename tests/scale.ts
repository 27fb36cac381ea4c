/** How much a proof does: `small` on every `npm test`, `full` with `npm run test:full`. */
export const atScale = (small: number, full: number): number => (process.env['TEST_SCALE'] === 'full' ? full : small);
