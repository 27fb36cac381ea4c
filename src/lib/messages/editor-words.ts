import { editorEn } from './en/editor.ts';
import { editorZhCn, type EditorWords } from './zh-cn/editor.ts';

/** The editor's words in a language; Chinese when it is not known. */
export const editorWords = (locale: string): EditorWords => (locale === 'en' ? editorEn : editorZhCn);

export type { EditorWords } from './zh-cn/editor.ts';
