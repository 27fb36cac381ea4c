/** Elements that bring pictures, styles, scripts or frames: dropped with all that is inside. */
const DROPPED = [
  'script',
  'style',
  'xml',
  'head',
  'title',
  'object',
  'iframe',
  'video',
  'audio',
  'svg',
  'canvas',
  'template',
];

/** Elements without an end that fetch or steer. */
const EMPTY = ['img', 'link', 'meta', 'base', 'input', 'source', 'embed'];

/** Comments, elements with all that is inside, and single tags; a sign that begins none of them stands alone. */
const markup = new RegExp(
  `<!--[\\s\\S]*?(?:-->|$)|<(${DROPPED.join('|')})\\b[^>]*>[\\s\\S]*?(?:</\\1\\s*>|$)|<[^<>]*>|<`,
  'gi',
);
const unwanted = new RegExp(`^</?(?:${[...EMPTY, ...DROPPED].join('|')})\\b`, 'i');

/** `style` and `href` and whatever else a tag says, save spans of cells and what marks a list in Word. */
function plainTag(tag: string): string {
  const match = unwanted.test(tag) ? null : /^<(\/?)([a-z][\w:-]*)([^>]*?)\/?>$/i.exec(tag);
  if (!match) return '';
  const [, end, name, attributes = ''] = match;
  if (name!.includes(':')) return '';
  const kept = [...attributes.matchAll(/\b(colspan|rowspan|start)\s*=\s*["']?(\d{1,3})\b/gi)].map(
    ([, key, value]) => ` ${key!.toLowerCase()}="${value}"`,
  );
  const weight = /font-weight\s*:\s*(bold(?:er)?|normal|[1-9]00)/i.exec(attributes);
  return `<${end}${name!.toLowerCase()}${end ? '' : kept.join('')}${!end && weight ? ` style="font-weight: ${weight[1]!.toLowerCase()}"` : ''}>`;
}

const tagPattern = /<[^<>]*>/g;

/** Text without what cannot be seen: zero-width signs, controls, hard spaces and soft hyphens. */
export const cleanText = (text: string): string =>
  text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/\u00a0/g, ' ');

const wordParagraph = /<p\b[^>]*\bmso-list\s*:\s*[^>]*>[\s\S]*?<\/p>/i;
const wordList = new RegExp(`(?:${wordParagraph.source}\\s*)+`, 'gi');
const wordMarker = /<!\[if !supportLists\]>([\s\S]*?)<!\[endif\]>/i;
const commentedMarker = /<!--\[if !supportLists\]-->([\s\S]*?)<!--\[endif\]-->/i;

const bare = (html: string): string => html.replace(tagPattern, '').replace(/&nbsp;|\s/g, '');

/** Word writes lists as paragraphs that begin with their own bullet or number. */
function listOf(paragraphs: string): string {
  const items = paragraphs.match(new RegExp(wordParagraph.source, 'gi')) ?? [];
  const markers = items.map((item) => bare((wordMarker.exec(item) ?? commentedMarker.exec(item))?.[1] ?? ''));
  const tag = /^[(（]?[\d一二三四五六七八九十a-z]{1,4}[.)）、]/i.test(markers[0] ?? '') ? 'ol' : 'ul';
  const texts = items.map((item) => item.replace(wordMarker, '').replace(commentedMarker, ''));
  return `<${tag}>${texts.map((text) => `<li>${text.replace(/^<p[^>]*>/i, '<p>')}</li>`).join('')}</${tag}>`;
}

/**
 * HTML from the clipboard (Word, WPS, WeChat, web pages) as plain structure: headings, paragraphs, lists, tables, bold.
 * Pictures, styles, scripts, links and anything that could fetch from elsewhere are gone before a parser sees them.
 * One pass, so that what is left of one tag can never become part of another: every `<` of the result was written here.
 */
export function cleanPasted(html: string): string {
  return cleanText(html)
    .replace(wordList, listOf)
    .replace(markup, (found) => (found === '<' ? '&lt;' : plainTag(found)))
    .replace(/&(nbsp|#160|#xa0);/gi, ' ')
    .replace(/&(ZeroWidthSpace|#8203|#x200b|shy);/gi, '');
}
