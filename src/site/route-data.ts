/** Starlight calls this for every page: sets what its navigation lists, and the previous and next page. */
import { type StarlightRouteData, defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { edits, guides } from 'virtual:guidepost';
import { navigation } from './navigation.ts';

declare global {
  namespace App {
    interface Locals {
      starlightRoute: StarlightRouteData;
    }
  }
}

export const onRequest = defineRouteMiddleware(({ locals }) => {
  const route = locals.starlightRoute;
  const { sidebar, pagination, entry } = route;
  const { entries, prev, next } = navigation(guides, sidebar, entry.id || 'index', import.meta.env.BASE_URL);
  route.sidebar = [...entries];
  const edit = edits[entry.id];
  if (edit !== undefined) route.editUrl = new URL(edit);
  if (entry.data.prev !== false) pagination.prev ??= prev;
  if (entry.data.next !== false) pagination.next ??= next;
});
