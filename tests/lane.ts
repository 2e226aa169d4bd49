/**
 * How much a test tries. `npm test` is the daily lane: it tries a small sample of what happens at random or takes long,
 * so that it stays short. The nightly lane (`npm run test:nightly`) tries all of it.
 */
export function isNightly(): boolean {
  const lane = process.env['GUIDEPOST_LANE'] ?? 'daily';
  if (lane !== 'daily' && lane !== 'nightly') throw new Error(`there is no lane ${lane}; there is daily and nightly`);
  return lane === 'nightly';
}

/** On CI, a test that fails is tried once more: it often runs on a busy machine, and one of thousands waits in vain. */
export function triesAgain(): boolean {
  return Boolean(process.env['CI']) && !isNightly();
}

export function sample({ daily, nightly }: { readonly daily: number; readonly nightly: number }): number {
  return isNightly() ? nightly : daily;
}
