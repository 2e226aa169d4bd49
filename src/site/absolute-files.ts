/**
 * Components whose path shares no folder with the one that Astro works in, as when a package is installed for all users
 * and builds in a user's cache. Astro takes such a path as relative to its own folder, unless it begins with Vite's
 * prefix for absolute paths.
 */
import type { VitePlugin } from './guides-in-astro.ts';

export function absoluteFiles(): VitePlugin {
  return {
    name: 'guidepost-absolute-files',
    configResolved({ plugins }) {
      for (const { name, load } of plugins) {
        if (name !== 'astro:build' || typeof load !== 'object') continue;
        const { handler } = load;
        load.handler = function (id, options) {
          return handler.call(this, id.startsWith('/') && !id.startsWith('/@') ? `/@fs${id}` : id, options);
        };
      }
    },
  };
}
