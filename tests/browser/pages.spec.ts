import { findings, nothing, overhang, visit } from './page-checks.ts';
import { expect, test, type Reception, type WindowOptions } from './people.ts';

const looks: readonly (WindowOptions & { name: string })[] = [
  { name: 'desktop, light' },
  { name: 'desktop, dark', dark: true },
  { name: 'phone, light', phone: true },
  { name: 'phone, dark', phone: true, dark: true },
];

/** Pages for anybody: login, a join link, a set-up address that is used up, an address that is none. */
const openPages = ['/login', '/j/never-made', '/setup/never-made', '/nowhere'];

async function signedInPages(reception: Reception): Promise<string[]> {
  const paths = ['/', '/account'];
  for (const state of ['noticed', 'planned', 'archived']) {
    const id = await reception.meeting(state);
    paths.push(`/meetings/${id}`);
    if (state === 'archived') paths.push(`/meetings/${id}/minutes`);
  }
  return paths;
}

for (const { name, ...look } of looks) {
  test(`axe finds nothing on any page: ${name}`, async ({ reception }) => {
    const outside = await reception.window(look);
    for (const path of openPages) {
      await visit(outside, path);
      expect.soft(await findings(outside), path).toEqual([]);
    }
    const { page } = await reception.admit('chair', look);
    for (const path of await signedInPages(reception)) {
      await visit(page, path);
      expect.soft(await findings(page), path).toEqual([]);
    }
    const convener = await reception.admit('convener', look);
    const links = `/meetings/${await reception.meeting('noticed')}/links`;
    await visit(convener.page, links);
    expect.soft(await findings(convener.page), links).toEqual([]);
    expect(reception.errors).toEqual([]);
  });
}

test('nothing is wider than the phone, even with large letters', async ({ reception }) => {
  const outside = await reception.window({ phone: true });
  for (const path of openPages) {
    await visit(outside, path);
    expect.soft(await overhang(outside), path).toEqual(nothing);
  }
  const { page } = await reception.admit('wuye', { phone: true });
  for (const path of await signedInPages(reception)) {
    await visit(page, path);
    expect.soft(await overhang(page), path).toEqual(nothing);
  }
});
