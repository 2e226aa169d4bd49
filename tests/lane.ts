/**
 * How often a test tries what happens at random. `npm test` tries a small sample, so that it stays short; the nightly
 * lane (`npm run test:nightly`) tries enough to find what is rare.
 */
export function sample({ daily, nightly }: { readonly daily: number; readonly nightly: number }): number {
  const lane = process.env['GUIDEPOST_LANE'] ?? 'daily';
  if (lane !== 'daily' && lane !== 'nightly') throw new Error(`there is no lane ${lane}; there is daily and nightly`);
  return lane === 'nightly' ? nightly : daily;
}
