import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  // Styles are plain CSS: the build’s own transformer does what older browsers need, after Svelte has scoped them.
  preprocess: vitePreprocess({ style: false }),
  kit: {
    adapter: adapter({ out: 'build', precompress: true }),
    csp: {
      mode: 'auto',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        // Style attributes carry widths of tracks and colours of carets; no style sheet of others can come in.
        'style-src': ['self', 'unsafe-inline'],
        // The hook adds web sockets of the same host, which older Safari does not count as 'self'.
        'connect-src': ['self'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
    // The hook compares origins itself, by the rule of the API: behind a proxy only the house knows its address.
    csrf: { trustedOrigins: ['*'] },
    typescript: {
      config: (config) => {
        config.include = [...config.include, '../server/**/*.ts', '../server/**/*.js', '../tests/**/*.ts'];
        return config;
      },
    },
  },
};
