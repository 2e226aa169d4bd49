/** Starlight asks this for every page: the guides stand before the manual, and lead from page to page. */
import { type StarlightRouteData, defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { guides } from 'virtual:guidepost';
import { navigation } from './navigation.ts';

declare global {
  namespace App {
    interface Locals {
      starlightRoute: StarlightRouteData;
    }
  }
}

export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { sidebar, pagination, entry } = locals.starlightRoute;
  const { entries, prev, next } = navigation(guides, entry.id, import.meta.env.BASE_URL);
  sidebar.unshift(...entries);
  if (entry.data.prev !== false) pagination.prev ??= prev;
  if (entry.data.next !== false) pagination.next ??= next;
});
