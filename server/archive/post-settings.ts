import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** How a council's post goes out. Times of day in minutes after midnight in Shanghai. */
export interface CouncilPost {
  /** Name before the sender's address; empty: the council's. */
  readonly fromName: string;
  /** From when until when nothing leaves that is not urgent; both the same: never quiet. */
  readonly quietFrom: number;
  readonly quietUntil: number;
  readonly sms: { readonly url: string; readonly secret: string };
  readonly robot: { readonly kind: 'wecom' | 'dingtalk'; readonly url: string; readonly secret: string };
}

/** What holds while a council has set nothing: quiet from 21:00 to 8:00, no webhooks. */
export const defaultPost: CouncilPost = {
  fromName: '',
  quietFrom: 21 * 60,
  quietUntil: 8 * 60,
  sms: { url: '', secret: '' },
  robot: { kind: 'wecom', url: '', secret: '' },
};

/** The councils' settings of what goes out. */
export interface PostSettings {
  of(councilId: string): Promise<CouncilPost>;
  set(councilId: string, settings: CouncilPost, by: { personId: string; at: string }): Promise<void>;
}

/** Makes the settings over a store. */
export function createPostSettings(db: Kysely<Schema>): PostSettings {
  return {
    async of(councilId) {
      const row = await db
        .selectFrom('post_settings')
        .select('settings')
        .where('council_id', '=', councilId)
        .executeTakeFirst();
      return row ? { ...defaultPost, ...(JSON.parse(row.settings) as Partial<CouncilPost>) } : defaultPost;
    },
    async set(councilId, settings, { personId, at }) {
      const changed = { settings: JSON.stringify(settings), changed_at: at, changed_by: personId };
      await db
        .insertInto('post_settings')
        .values({ council_id: councilId, ...changed })
        .onConflict((conflict) => conflict.column('council_id').doUpdateSet(changed))
        .execute();
    },
  };
}
