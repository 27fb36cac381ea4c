/** Shortest and longest password, in characters; the upper bound keeps one request from hashing a book. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;

const MAX_USERNAME = 64;

/** Whether a new password is long enough, and not too long. */
export const isPassword = (sent: string): boolean =>
  sent.length >= PASSWORD_LENGTH.min && sent.length <= PASSWORD_LENGTH.max;

/** Whether a username can be typed on any phone: letters, digits and a few signs. */
export const isUsername = (sent: string): boolean => sent.length <= MAX_USERNAME && /^[\p{L}\p{N}._@+-]+$/u.test(sent);
