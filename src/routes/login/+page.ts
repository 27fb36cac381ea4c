/** Nothing here needs a script: forms are plain, and a phone on a poor network has the page at once. */
export const csr = false;
