/** The single keys of the page, and whether the reader has turned them on. */
import { siteStorage } from '../platform/storage.ts';

/** By the label of the key; each has its sentence in the list. */
export const KEYS = ['j', 'k', 'r', 's', 'o', 'b', '/', '?'] as const;
export type Key = (typeof KEYS)[number];

const OFF = 'guidepost.keys.off';

export function keysAreOn(): boolean {
  return siteStorage.getItem(OFF) === null;
}

export function turnKeys(on: boolean): void {
  if (on) siteStorage.removeItem(OFF);
  else siteStorage.setItem(OFF, 'true');
  markKeys();
}

/** The hint for a key that does nothing is not shown. */
export function markKeys(): void {
  document.documentElement.toggleAttribute('data-single-keys-off', !keysAreOn());
}
