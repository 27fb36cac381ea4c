import { type Browser, type BrowserContext, type Page, expect, test as base } from '@playwright/test';
import { demoPassword } from '../../server/demo/council.ts';
import { type RunningHouse, startHouse } from './running-house.ts';

/** What a window is like. */
export interface WindowOptions {
  phone?: boolean;
  dark?: boolean;
  /** Address other than the house's own, such as a proxy's. */
  url?: string;
}

/** A browser window in which somebody is logged in. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly username: string;
}

/** Opens windows for people of the sample council and notes every request that leaves the house. */
export interface Reception {
  /** A window of its own, logged in. */
  admit(username: string, options?: WindowOptions): Promise<Person>;
  /** A window in which nobody is logged in. */
  window(options?: WindowOptions): Promise<Page>;
  /** The sample’s meeting in a state of its life. */
  meeting(state: string): Promise<string>;
  /** Addresses outside the house that any page asked for. */
  readonly strangers: string[];
  /** Errors that any page threw or logged. */
  readonly errors: string[];
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

async function openWindow(browser: Browser, url: string, options: WindowOptions): Promise<BrowserContext> {
  const colorScheme = options.dark ? 'dark' : 'light';
  return browser.newContext({ baseURL: options.url ?? url, colorScheme, ...(options.phone ? phone : {}) });
}

function receptionOf(browser: Browser, house: RunningHouse, contexts: BrowserContext[]): Reception {
  const strangers: string[] = [];
  const errors: string[] = [];
  const open = async (options: WindowOptions) => {
    const context = await openWindow(browser, house.url, options);
    contexts.push(context);
    context.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== 'localhost') strangers.push(request.url());
    });
    context.on('weberror', (error) => errors.push(String(error.error().stack)));
    return context;
  };
  const admit = async (username: string, options: WindowOptions = {}): Promise<Person> => {
    const context = await open(options);
    const answer = await context.request.post('/api/login', {
      data: { username, password: demoPassword },
      headers: { Origin: options.url ?? house.url },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    return { page: await context.newPage(), context, username };
  };
  return {
    admit,
    window: async (options = {}) => (await open(options)).newPage(),
    meeting: async (state) => {
      const { context } = await admit('chair');
      const { meetings } = (await (await context.request.get('/api/meetings')).json()) as {
        meetings: { id: string; state: string }[];
      };
      return meetings.find((each) => each.state === state)!.id;
    },
    strangers,
    errors,
  };
}

/** A reception for the tests of a file that share a house: `end` closes its windows and looks at what they asked for. */
export function openReception(browser: Browser, house: RunningHouse): Reception & { end(): Promise<void> } {
  const contexts: BrowserContext[] = [];
  const reception = receptionOf(browser, house, contexts);
  const end = async () => {
    for (const context of contexts) await context.close();
    expect(reception.strangers, 'no page asks any other host for anything').toEqual([]);
  };
  return Object.assign(reception, { end });
}

/** Each test has a house of its own, and a reception that closes its windows. */
export const test = base.extend<{ house: RunningHouse; reception: Reception }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  house: async ({}, use) => {
    const house = await startHouse();
    await use(house);
    await house.stop();
  },
  reception: async ({ browser, house }, use) => {
    const reception = openReception(browser, house);
    await use(reception);
    await reception.end();
  },
});

export { expect };
