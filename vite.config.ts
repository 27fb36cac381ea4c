import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/longest-first.ts';

const version = (major: number, minor = 0) => (major << 16) | (minor << 8);

/**
 * What the room loads, in few files, each with all it imports: the bundler's own way of sharing cuts it into twenty,
 * which costs the way to a vote four kilobytes. `base` and `live` are what the room shares with other pages; a module that
 * is missing there would make other pages load the room (a browser test looks).
 */
const groups = [
  { name: 'svelte', priority: 3, test: /node_modules\/(svelte|esm-env|clsx)\// },
  { name: 'rules', priority: 2, test: /src\/lib\/meeting\/(meeting|room-decide)\.ts/ },
  {
    name: 'base',
    priority: 2,
    test: /src\/lib\/(views\/(words|calendar|MinutesSaveState|shell\/(MeMenu|Mark)|signoff\/moments)|messages\/(words|dates|chinese-dates)|live\/my-ballots)\.|preload-helper/,
  },
  { name: 'live', priority: 2, test: /src\/lib\/live\/live-meeting\./ },
  { name: 'room', priority: 1, test: /src\/lib\/views\/room\/RoomPage\.svelte/ },
];

/** Tests of what is pure. */
const rules = ['tests/{meeting,views,document,house}/**/*.test.ts'];

export default defineConfig({
  plugins: [sveltekit()],
  css: {
    transformer: 'lightningcss',
    lightningcss: {
      targets: { chrome: version(107), edge: version(107), safari: version(15, 6), ios_saf: version(15, 6) },
    },
  },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } } },
  build: { target: ['chrome107', 'edge107', 'safari15.6', 'ios15.6'], cssMinify: 'lightningcss' },
  test: {
    pool: 'forks',
    // Many tests wait for processes they have killed; one worker per core would leave a core idle.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Nothing in these folders outlives its test, so its files share workers.
      { extends: true, test: { name: 'rules', include: rules, isolate: false } },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', ...rules],
          globalSetup: 'tests/run-setup.ts',
        },
      },
    ],
  },
});
