/**
 * Whether the page scrolls along with what runs. Kept for the tab, so that it holds from one page of a guide to the
 * next.
 */
import { tabStorage } from '../platform/storage.ts';
import type { Store } from './store.ts';

const KEY = 'guidepost.follow';

export function isFollowing(): boolean {
  return tabStorage.getItem(KEY) !== null;
}

/** The reader goes elsewhere. */
export function letGo(store: Store): void {
  if (!isFollowing()) return;
  setFollowing(false);
  store.touch();
}

export function setFollowing(on: boolean): void {
  if (on) tabStorage.setItem(KEY, 'on');
  else tabStorage.removeItem(KEY);
}
