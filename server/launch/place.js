import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder, whatever folder the command was started from. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {...string} parts a path inside the project */
export const inside = (...parts) => join(root, ...parts);

/** @param {string} sentence one plain line for the person at the terminal */
export const say = (sentence) => void process.stdout.write(`${sentence}\n`);

/** A reason to stop that the person can mend: printed as one sentence, without a stack. */
export class Stop extends Error {}
