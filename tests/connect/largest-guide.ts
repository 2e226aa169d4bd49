/** Reads what a host may send at most, each time in text that is hard to read. Its parent bounds its memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApproved, stage } from '../../server/connect/approved.ts';
import { Manifest } from '../../server/connect/manifest.ts';
import { review } from '../../server/connect/review.ts';
import { RunbookError } from '../../src/runbook/error.ts';

const MOST = 1_000_000; // bytes; a little less than what is refused unread
const piece = process.argv[2] ?? '';
const text = `# Guide\n\n${piece.repeat(Math.floor(MOST / piece.length))}`;
const state = mkdtempSync(join(tmpdir(), 'largest-'));
try {
  const files = [{ path: 'index.md', text }];
  const { guides } = Manifest.parse({ guidepost: 1, guides: [{ id: 'a', title: 'A', hashes: {}, files }] });
  const staged = await stage(openApproved(state, 'key'), guides);
  review('https://docs.example.com/', null, { guides: staged.guides, files: guides }, 80);
} catch (error) {
  if (!(error instanceof RunbookError)) throw error;
} finally {
  rmSync(state, { recursive: true, force: true });
}
