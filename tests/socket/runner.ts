/** A runner on a free port over a fake engine, with a tiny site, and a visitor that knows how to come in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Guide } from '../../server/engine/session/types.ts';
import { type ServeSettings, type Served, serve } from '../../server/http/serve.ts';
import { type FakeEngine, fakeEngine, fakeGuide, hashOf } from './fake-engine.ts';
import { type Handshake, type RawSocket, encode, handshake, rawSocket } from './raw.ts';

export interface Runner {
  readonly served: Served;
  readonly engine: FakeEngine;
  readonly log: string[];
  readonly token: string;
  readonly port: number;
  readonly guide: Guide;
  /** A correct upgrade, unless parts are replaced. */
  upgrade(parts?: Partial<Handshake>): string;
  /** Comes in and says nothing. */
  connect(parts?: Partial<Handshake>): RawSocket;
  /** Comes in and says hello; the server's hello has been read. */
  enter(parts?: Partial<Handshake>): Promise<RawSocket>;
}

export async function startRunner(
  t: TestContext,
  settings: Partial<ServeSettings> & { hold?: boolean } = {},
): Promise<Runner> {
  const dist = mkdtempSync(join(tmpdir(), 'doors-'));
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>site</title>the site');
  const engine = fakeEngine(settings);
  const guide = fakeGuide('canary', 'danger', 'tty');
  const log: string[] = [];
  const served = await serve({
    engine,
    guides: () => [guide],
    log: (line) => log.push(line),
    dist,
    content: dist,
    port: 0,
    ...settings,
  });
  const visitors: RawSocket[] = [];
  t.after(async () => {
    for (const visitor of visitors) visitor.end();
    await served.close();
    rmSync(dist, { recursive: true });
  });
  const { port } = served;
  const token = served.keys.of(served.url)?.token ?? '';
  const upgrade = (parts: Partial<Handshake> = {}) => handshake({ port, token, ...parts });
  const connect = (parts?: Partial<Handshake>) => {
    const visitor = rawSocket(port, upgrade(parts));
    visitors.push(visitor);
    return visitor;
  };
  return {
    served,
    engine,
    log,
    token,
    port,
    guide,
    upgrade,
    connect,
    async enter(parts) {
      const visitor = connect(parts);
      visitor.send(HELLO);
      await visitor.message();
      return visitor;
    },
  };
}

export const HELLO = { type: 'hello', ref: 1, nonce: 'n'.repeat(22) };
export const OPEN = { type: 'open', ref: 2, guide: 'guide', workspace: 'mine' };
export function runMessage(session: string, run: string, block: string, more: Record<string, unknown> = {}) {
  return { type: 'run', ref: 3, session, run, block, hash: hashOf(block), answer: null, anyway: false, ...more };
}

/** The nonce of the question that the runner asks about a block. */
export async function nonceFor(visitor: RawSocket, session: string, block: string): Promise<string> {
  visitor.send({ type: 'ask', ref: 4, session, block, hash: hashOf(block) });
  const question = await visitor.message();
  if (question?.type !== 'question') throw new Error(`no question: ${JSON.stringify(question)}`);
  return question.nonce;
}

/**
 * Whether the canary runs when these bytes are followed at once by hello, a session and its run. Leaves no connection.
 */
export async function attack(
  runner: Pick<Runner, 'port' | 'engine'>,
  bytes: string,
): Promise<{ status: number; ran: boolean }> {
  const before = runner.engine.ran.length;
  const number = runner.engine.sessions.size + 1;
  const run = runMessage(`session-${number}`, `canary-run-${number}`, 'canary');
  const frames = [HELLO, OPEN, run].map((message) => encode(JSON.stringify(message)));
  const visitor = rawSocket(runner.port, Buffer.concat([Buffer.from(bytes, 'latin1'), ...frames]));
  const { status } = await visitor.answer;
  if (status === 101)
    for (let answer = await visitor.message(); answer; answer = await visitor.message())
      if ('ref' in answer && answer.ref === run.ref) break;
  visitor.end();
  return { status, ran: runner.engine.ran.length > before };
}
