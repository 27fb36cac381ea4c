import type { House } from '../../../server/house.ts';

/**
 * The running server, as the pages reach it.
 * @throws when the pages run without their server (a bug)
 */
export function house(): House {
  const running = (globalThis as Record<symbol, unknown>)[Symbol.for('lianxi.house')];
  if (!running) throw new Error('The pages run inside server/main.ts only');
  return running as House;
}
