/**
 * The commands that a page names. The pages of Guidepost's own checkout name its npm scripts; every other site is
 * built by the package, and its readers call that.
 */

export function startCommand(flags = ''): string {
  if (isCheckout()) return flags === '' ? 'npm start' : `npm start -- ${flags}`;
  return ['npx guidepost start', flags].join(' ').trim();
}

export function command(words: string): string {
  return isCheckout() ? `npm run guidepost -- ${words}` : `npx guidepost ${words}`;
}

/** Set by astro.config.mjs. */
function isCheckout(): boolean {
  return import.meta.env.GUIDEPOST_CHECKOUT === true;
}
