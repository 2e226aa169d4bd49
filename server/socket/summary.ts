import type { GuideSummary } from '../../src/runbook/wire.ts';
import type { Guide } from '../engine/types.ts';

/** What a page needs to know of a guide to see whether this machine would run what it shows. */
export function summarize({ runbook, hashes }: Guide): GuideSummary {
  return {
    id: runbook.id,
    os: process.platform === 'darwin' ? 'macos' : 'linux',
    practice: runbook.practice !== null,
    hashes: Object.fromEntries(hashes),
  };
}
