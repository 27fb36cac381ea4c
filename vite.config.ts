import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

const version = (major: number, minor = 0) => (major << 16) | (minor << 8);

export default defineConfig({
  plugins: [sveltekit()],
  css: {
    transformer: 'lightningcss',
    lightningcss: {
      targets: { chrome: version(107), edge: version(107), safari: version(15, 6), ios_saf: version(15, 6) },
    },
  },
  build: { target: ['chrome107', 'edge107', 'safari15.6', 'ios15.6'], cssMinify: 'lightningcss' },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
    pool: 'forks',
    // Many tests wait for processes they have killed; one worker per core would leave a core idle.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
