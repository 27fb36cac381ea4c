/**
 * A path of this site out of what somebody sent: a link must not lead anybody elsewhere after login.
 * @returns the path with its query, or `/`
 */
export function localPath(sent: unknown): string {
  if (typeof sent !== 'string' || !/^\/(?![/\\])/.test(sent)) return '/';
  const here = 'http://here.invalid';
  const url = URL.canParse(sent, here) ? new URL(sent, here) : null;
  return url?.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}
