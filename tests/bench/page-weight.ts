import { gzipSync } from 'node:zlib';
import { devices, type Browser, type Page } from '@playwright/test';
import { accounts, demoPassword } from '../../server/demo/council.ts';
import { startHouse } from '../browser/running-house.ts';
import { Member } from '../protocol/client.ts';

/** Bytes of JavaScript, each file compressed with gzip and counted once. */
export interface PageWeight {
  /** Login, home and room of a phone, up to a ballot that can be cast and is acknowledged without any further script. */
  readonly voting: number;
  /** What comes after it when the minutes are opened. */
  readonly editor: number;
}

/** How much each may be: 80 and 125 kB (1 kB is 1,000 bytes). */
export const LIMIT: PageWeight = { voting: 80_000, editor: 125_000 };

/** Weighs the scripts that a page asks for. */
class Scales {
  readonly #weights = new Map<string, Promise<number>>();

  constructor(page: Page) {
    page.on('response', (response) => {
      if (!/javascript/.test(response.headers()['content-type'] ?? '')) return;
      const weight = response.body().then((body) => gzipSync(body, { level: 9 }).length);
      this.#weights.set(response.url(), weight);
    });
  }

  async total(): Promise<number> {
    const weights = await Promise.all(this.#weights.values());
    return weights.reduce((sum, weight) => sum + weight, 0);
  }
}

const voter = 'wuye';

/** Somebody logs in on a phone, enters the room, votes, and then opens the minutes; real pages, real server. */
export async function weigh(browser: Browser): Promise<PageWeight> {
  const house = await startHouse();
  const context = await browser.newContext({ ...devices['Pixel 5'], locale: 'zh-CN', baseURL: house.url });
  try {
    const chair = await voteRunning(house.url);
    const page = await context.newPage();
    const scales = new Scales(page);
    await page.goto('/login');
    await page.waitForLoadState('networkidle');
    await page.locator('[name=username]').first().fill(voter);
    await page.locator('[name=password]').first().fill(demoPassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL(house.url);
    await page.waitForLoadState('networkidle');
    await page.goto(`/meetings/${chair.meeting.id}`);
    const agree = page.getByTestId('ballot').getByRole('button', { name: '同意', exact: true });
    await agree.waitFor();
    await page.waitForLoadState('networkidle');
    const voting = await scales.total();
    // Nothing more is needed to vote: the ballot is acknowledged with every further script held back.
    await context.route('**/*.js', (route) => route.abort());
    await agree.click();
    await chair.until(({ votes }) => votes[0]!.received.includes('1'));
    await context.unroute('**/*.js');
    await page.getByRole('navigation', { name: '会议室分页' }).getByRole('button', { name: '纪要' }).click();
    await page.getByRole('textbox', { name: '会议纪要正文' }).waitFor();
    await page.waitForLoadState('networkidle');
    chair.close();
    return { voting, editor: (await scales.total()) - voting };
  } finally {
    await context.close();
    await house.stop();
  }
}

/** The sample's next meeting is opened and a vote begun, through the wire. @returns the chair */
async function voteRunning(url: string): Promise<Member> {
  const [chair, recorder] = await Promise.all(['chair', 'recorder'].map((name) => Member.login(url, name)));
  const { meetings } = await chair!.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
  const meetingId = meetings.find(({ state }) => state === 'noticed')!.id;
  await Promise.all([chair!.join(meetingId), recorder!.join(meetingId)]);
  const { seats, units } = chair!.meeting;
  const present = accounts.map(({ username }) => username).filter((id) => seats[id]?.roles.includes('representative'));
  for (const personId of new Set([...present, 'chair']))
    await recorder!.do({ type: 'attendance.checkIn', mode: 'onSite', personId });
  await chair!.do({ type: 'meeting.open' });
  const responsible = [units[0]!.id];
  const text = { title: 'T', text: 'T', measures: '', responsible, supporting: [], person: 'P', deadline: null };
  await recorder!.do({ type: 'resolution.draft', ...text, important: false });
  const { resolutions } = await chair!.until((meeting) => meeting.resolutions.length > 0);
  await chair!.do({ type: 'vote.open', resolutionId: resolutions[0]!.id, method: 'open', seconds: 0 });
  await chair!.until(({ votes }) => votes.length > 0);
  recorder!.close();
  return chair!;
}
