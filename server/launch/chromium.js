import { existsSync } from 'node:fs';
import { runQuietly } from './child.js';
import { say } from './place.js';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const font = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** The Chromium that browser tests use, or null. `CHROMIUM` names another one. */
export function chromiumPath() {
  const named = process.env['CHROMIUM'];
  return [...(named ? [named] : []), ...places].find((path) => existsSync(path)) ?? null;
}

/** How a person gets what the browser tests need. */
export const chromiumAdvice =
  'Browser tests need Chromium and Chinese fonts: on Debian run `apt-get install chromium fonts-noto-cjk` as root, ' +
  'elsewhere install Chromium and set CHROMIUM to its path.';

/**
 * Installs Chromium and a Chinese font where that is ours to do: as root on Debian.
 * @returns {Promise<string | null>} its path, or null when it is still missing
 */
export async function bringChromium() {
  const present = chromiumPath();
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall || (present && existsSync(font))) return present;
  say('Installing Chromium and Chinese fonts (once) …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('apt-get', ['update'], env);
  const packages = present ? ['fonts-noto-cjk'] : ['chromium', 'fonts-noto-cjk'];
  const { code, output } = await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages], env);
  if (code !== 0) process.stderr.write(output);
  return chromiumPath();
}
