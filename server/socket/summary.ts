import type { GuideSummary } from '../../src/protocol/wire.ts';
import type { Guide } from '../engine/index.ts';

/** What a page must know of a guide to decide whether this machine would run what the page shows. */
export function summarize({ runbook, hashes }: Guide): GuideSummary {
  return {
    id: runbook.id,
    os: process.platform === 'darwin' ? 'macos' : 'linux',
    practice: runbook.practice !== null,
    hashes: Object.fromEntries(hashes),
  };
}
