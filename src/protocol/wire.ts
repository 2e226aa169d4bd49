/**
 * The messages of the socket. Messages of a page are validated on arrival, and unknown keys are refused. No message
 * contains code: a run names a block, and the hash of the block that the reader saw.
 *
 *   page → hello            ← hello (proof)          before anything else
 *   page → open | follow    ← opened, entries …      all entries after `after`, for as long as the socket is open
 *   page → times            ← times                  how long the blocks took in earlier sessions of this origin
 *   page → history          ← history                sessions of this origin with their results; of one guide, or of all
 *   page → past, compare    ← past, compared         runs of one block in all sessions, and how the outputs of two differ
 *   page → watch            ← output + one binary frame of `bytes` bytes, at most WINDOW unacknowledged
 *   page → ask              ← question (nonce)       the question of a block with `confirm`; its run returns the nonce
 *   page → preview          ← previewed              the diff of a block that changes files, before its run
 *   page → report           ← reported               the report of a session: HTML or Markdown
 *   page → run, cancel …    ← done | refused         matched by `ref`
 *
 * Entries are requested by number, and output by byte offset, so that a reload, a second tab and a slow connection are
 * the same case. The page chooses the id of a run: it can watch the run before it starts, and a message that arrives
 * twice does no harm, because a known id is refused.
 */
import { z } from 'zod';
import type { RunInSession, SessionResult } from '../runbook/session/past-runs.ts';
import type { Times } from '../runbook/session/time-left.ts';
import type { DiffLine, Entry, FileDiff, FolderProblem, Workspace } from '../runbook/model.ts';

export { PROTOCOL, VERSION, WINDOW } from './names.ts';

const ref = z
  .int()
  .min(0)
  .max(2 ** 31);
const offset = z
  .int()
  .min(0)
  .max(2 ** 53 - 1);
const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,127}$/);
const run = z.string().regex(/^[a-z0-9-]{8,64}$/);
const session = z.string().regex(/^[a-z0-9-]{8,64}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/);
const value = z.string().max(8192);
const nonce = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/);
const size = z.int().min(1).max(1000);

const message = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ref, ...shape });

export const ClientMessage = z.discriminatedUnion('type', [
  message('hello', { nonce }),
  message('sessions', { guide: id }),
  message('times', { guide: id }),
  message('history', { guide: id.nullable() }),
  message('past', { guide: id, block: id }),
  message('compare', { session, run, block: id, after: z.tuple([session, run]) }),
  message('look', { guide: id, folder: value }),
  /** `folder`: the reader's own folder, if the guide works in one. */
  message('open', { guide: id, workspace: z.enum(['practice', 'mine']), folder: value.optional() }),
  message('follow', { session, after: offset }),
  message('input', { session, name, value }),
  message('option', { session, group: id, option: id }),
  message('ask', { session, block: id, hash }),
  message('preview', { session, block: id, hash }),
  /** `answer`: the nonce of the question that the reader answered with yes; `shown`: the digest of the change shown. */
  message('run', {
    session,
    run,
    block: id,
    hash,
    answer: nonce.nullable(),
    shown: hash.nullable().optional(),
    anyway: z.boolean(),
  }),
  message('cancel', { session, run }),
  message('close', { session }),
  message('report', { session, format: z.enum(['html', 'md']) }),
  message('watch', { session, run, from: offset, to: offset.nullable() }),
  message('ack', { session, run, upto: offset }),
  message('type', { session, run, text: z.string().max(8192) }),
  message('resize', { session, run, columns: size, rows: size }),
  message('propose', { session, run, expectation: z.int().min(0).max(99) }),
  message('accept', { session, run, expectation: z.int().min(0).max(99) }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export type Refusal =
  | 'malformed'
  | 'unknown_guide'
  | 'unknown_block'
  | 'stale_block'
  | 'unknown_session'
  | 'unknown_run'
  | 'duplicate_run'
  | 'bad_value'
  | 'not_shown'
  | 'not_confirmed'
  | 'needs'
  | 'old_bash'
  | 'inactive'
  | 'closed'
  | 'busy'
  | 'failed';

/** A session in the list of sessions. */
export interface SessionSummary {
  readonly session: string;
  readonly guide: string;
  readonly workspace: Workspace;
  readonly openedAt: number;
  readonly lastAt: number;
  readonly closed: boolean;
}

export type ServerMessage =
  | {
      readonly type: 'hello';
      readonly proof: string;
      readonly version: number;
      readonly guides: readonly GuideSummary[];
      /** The machine that runs blocks; null for a hosted page. */
      readonly machine: Machine | null;
      /** Whether this page may accept outputs into the guide's file. */
      readonly accepts: boolean;
      /** The current key, for a page that came back after a restart of the runner; else null. */
      readonly key: { readonly token: string; readonly secret: string } | null;
      /** The secret with which the page can come back after a restart; null if it cannot. */
      readonly resume: string | null;
    }
  /** What accepting an output would write: the new lines of the check, and their diff. */
  | {
      readonly type: 'proposed';
      readonly ref: number;
      readonly file: string;
      readonly lines: readonly string[];
      readonly diff: readonly DiffLine[];
    }
  /** The question to show before a block runs; the nonce is valid for one run of it. */
  | { readonly type: 'question'; readonly ref: number; readonly text: string; readonly nonce: string }
  /** How a block would change files now; the digest is sent back as `shown` with the run. */
  | { readonly type: 'previewed'; readonly ref: number; readonly files: readonly FileDiff[]; readonly digest: string }
  | { readonly type: 'sessions'; readonly ref: number; readonly sessions: readonly SessionSummary[] }
  | { readonly type: 'times'; readonly ref: number; readonly times: Times }
  | { readonly type: 'history'; readonly ref: number; readonly sessions: readonly PastSession[] }
  | { readonly type: 'past'; readonly ref: number; readonly runs: readonly RunInSession[] }
  | { readonly type: 'compared'; readonly ref: number; readonly lines: readonly DiffLine[] }
  /** Facts about a folder, before a session is opened in it. */
  | {
      readonly type: 'looked';
      readonly ref: number;
      readonly path: string;
      readonly problem: FolderProblem | null;
      readonly found: readonly { readonly name: string; readonly there: boolean }[];
    }
  /** The report of a session: one file without external references. */
  | { readonly type: 'reported'; readonly ref: number; readonly text: string }
  | { readonly type: 'opened'; readonly ref: number; readonly session: string }
  | { readonly type: 'entries'; readonly session: string; readonly entries: readonly Entry[] }
  /** The next frame is binary: `bytes` bytes of the run's output, from offset `from` on. */
  | {
      readonly type: 'output';
      readonly session: string;
      readonly run: string;
      readonly from: number;
      readonly bytes: number;
    }
  | { readonly type: 'done'; readonly ref: number }
  | { readonly type: 'refused'; readonly ref: number | null; readonly code: Refusal; readonly message: string }
  /** A guide on disk has changed; contains the hashes of the blocks that would run now. */
  | { readonly type: 'guide'; readonly guide: GuideSummary }
  | { readonly type: 'bye'; readonly why: 'shutdown' | 'rotated' };

export interface PastSession extends SessionSummary {
  /** Of its guide. */
  readonly title: string;
  readonly result: SessionResult;
}

export interface Machine {
  readonly user: string;
  readonly host: string;
  /** `Linux 6.8.0 x64` */
  readonly system: string;
  /** `Guidepost 1.2.3` */
  readonly tool: string;
}

export interface GuideSummary {
  readonly id: string;
  readonly os: 'linux' | 'macos';
  readonly practice: boolean;
  readonly hashes: Readonly<Record<string, string>>;
}
