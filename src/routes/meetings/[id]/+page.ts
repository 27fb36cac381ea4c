/**
 * The room comes to life through its own entrance (`enter.ts`) and not through the router: a phone on a poor network
 * votes after some 30 kB less.
 */
export const csr = false;
