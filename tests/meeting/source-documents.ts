import { readFileSync } from 'node:fs';

/** The nine rule documents, in their order, as they were handed over (source-documents.txt). */
export const sourceDocuments: readonly string[] = readFileSync(new URL('source-documents.txt', import.meta.url), 'utf8')
  .split(/\n(?=物业管理联席会(?:议)?(?:方案|制度)\n\n)|\n(?=千灯镇2020年第一季度物业管理联席会议为)/)
  .slice(1);
