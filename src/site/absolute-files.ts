/**
 * A component whose path has no folder in common with the one that Astro works in: a package that is installed for all
 * users, and the cache of one. Astro takes its path for one below that folder, unless Vite's sign for absolute paths
 * stands before it.
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
