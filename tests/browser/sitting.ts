import type { Browser, Locator, Page } from '@playwright/test';
import type { Command } from '#lib/meeting/meeting.ts';
import { Member } from '../protocol/client.ts';
import { expect, openReception, type Reception, type WindowOptions } from './people.ts';
import { type RunningHouse, startHouse } from './running-house.ts';

/** Units besides 社区办 that the wire checks in, so that the room may decide: with it eight of twelve. */
export const others = ['zongzhiban', 'chengguanban', 'jianguansuo', 'xiaofang', 'gongdian', 'shequ', 'paichusuo'];

/** The sample's meeting that can be opened, in a house of its own, with windows and with people of the wire. */
export interface Sitting {
  house: RunningHouse;
  readonly meetingId: string;
  readonly path: string;
  readonly reception: Reception;
  /** A window in which somebody is in the room and connected. */
  enter(username: string, options?: WindowOptions): Promise<Page>;
  /** Somebody who takes part through the wire alone; each is logged in once. */
  member(username: string): Promise<Member>;
  /** What somebody does through the wire. */
  does(username: string, command: Command): Promise<void>;
  /** Chair and seven other units check in, and the meeting is opened. */
  open(): Promise<void>;
  end(): Promise<void>;
}

/** Opens a house and finds its meeting; nobody has checked in. */
export async function prepareSitting(browser: Browser): Promise<Sitting> {
  const house = await startHouse();
  const reception = openReception(browser, house);
  const members = new Map<string, Member>();
  const chair = await Member.login(house.url, 'chair');
  const { meetings } = await chair.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
  const meetingId = meetings.find(({ state }) => state === 'noticed')!.id;
  const path = `/meetings/${meetingId}`;
  const member = async (username: string): Promise<Member> => {
    const known = members.get(username);
    if (known) return known;
    const made = await Member.login(house.url, username);
    await made.join(meetingId);
    members.set(username, made);
    return made;
  };
  const does = async (username: string, command: Command): Promise<void> => {
    await (await member(username)).do(command);
  };
  return {
    house,
    meetingId,
    path,
    reception,
    member,
    does,
    enter: async (username, options) => {
      const { page } = await reception.admit(username, options);
      await enterRoom(page, path);
      return page;
    },
    open: async () => {
      await does('recorder', { type: 'attendance.checkIn', mode: 'onSite' });
      for (const who of ['chair', ...others])
        await does('recorder', { type: 'attendance.checkIn', mode: 'onSite', personId: who });
      await does('chair', { type: 'meeting.open' });
    },
    end: async () => {
      for (const each of members.values()) each.close();
      await reception.end();
      await house.stop();
    },
  };
}

/** Opens the room and waits until it is connected. */
export async function enterRoom(page: Page, path: string): Promise<void> {
  const joined = page
    .waitForEvent('websocket', (socket) => socket.url().includes('/socket.io/'))
    .then((socket) => socket.waitForEvent('framereceived', ({ payload }) => /^43\d/.test(String(payload))));
  await page.goto(path);
  await joined;
}

/** The parts of the room, as people find them. */
export const part = (page: Page, testId: string): Locator => page.getByTestId(testId);

/** A button by its exact name. */
export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });

/** The dialog that is open. */
export const dialog = (page: Page): Locator => page.getByRole('dialog');

/** Opens what the chair needs less often and picks one of it. */
export async function chairActs(page: Page, name: string): Promise<void> {
  await button(page.getByRole('navigation', { name: '议程' }), '更多').click();
  await button(dialog(page), name).click();
}

/** Sends the open dialog and waits until it has closed. */
export async function send(page: Page, name: string): Promise<void> {
  await button(dialog(page), name).click();
  await expect(dialog(page)).toHaveCount(0);
}

/** Waits until the page says that all of the minutes is saved. */
export const allSaved = (page: Page): Promise<void> =>
  expect(page.getByText('已全部保存').filter({ visible: true }).first()).toBeVisible();
