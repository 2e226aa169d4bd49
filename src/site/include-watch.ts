/**
 * In development a page is made again when a file that it includes changes: whoever follows the page's file is told
 * that it has changed.
 */
import { resolve } from 'node:path';
import type { LoaderContext } from 'astro/loaders';
import type { Expanded } from '../runbook/reading/include.ts';

type Watcher = NonNullable<LoaderContext['watcher']>;

export interface IncludeWatch {
  /** `page` is an absolute path; the places are those of its lines. */
  note(page: string, places: Expanded['places']): void;
  /** Called with Astro's watcher; false where it is followed already. */
  follow(watcher: Watcher): boolean;
}

export function watchIncludes(): IncludeWatch {
  const pages = new Map<string, Set<string>>(); // by included file
  let followed: Watcher | null = null;
  return {
    note(page, places) {
      for (const file of new Set((places ?? []).map((place) => resolve(place.file)))) {
        if (file === page) continue;
        if (!pages.has(file)) followed?.add(file);
        pages.set(file, (pages.get(file) ?? new Set()).add(page));
      }
    },
    follow(watcher) {
      if (followed === watcher) return false;
      followed = watcher;
      watcher.add([...pages.keys()]);
      watcher.on('change', (file) => {
        for (const page of pages.get(resolve(file)) ?? []) {
          watcher.emit('change', page);
          watcher.emit('all', 'change', page);
        }
      });
      return true;
    },
  };
}
