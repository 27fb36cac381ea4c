import { loadCatalog } from '#lib/messages/words.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data }) => ({ ...data, catalog: await loadCatalog(data.locale) });
