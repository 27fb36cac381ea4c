/** Notices, replies, reminders, the inbox and how post is delivered. */
export const notices = {} as const;
