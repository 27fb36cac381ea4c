/** What goes out: deliveries, the inbox, addresses, webhooks. */
// oxlint-disable-next-line typescript/no-empty-object-type -- tables come with their noun
export interface PostTables {}

export const postTables: readonly string[] = [];
