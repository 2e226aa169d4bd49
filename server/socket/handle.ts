/**
 * Carries out the requests of a page, one message at a time, and answers each with its `ref`. Knows sessions and
 * guides, but no transport and no shell.
 */
import { type Guide, type Session, Refused, admitted, lookAt } from '../engine/index.ts';
import type { ClientMessage } from '../../src/protocol/wire.ts';
import { rateLimited } from '../system/log.ts';
import { audit } from './audit.ts';
import { followEntries } from './follow.ts';
import { type RunnerContext, type Visitor, mayAccept, ownerOf } from './runner-context.ts';
import type { PageChannel } from './page-channel.ts';
import { compareRuns, history, pastRuns } from './past.ts';
import { openFolders, openTyping } from './ask-terminal.ts';
import { mayRun } from './may-run.ts';
import { openQuestions } from './questions.ts';
import { type Watch, watchOutput } from './watch.ts';

type Request = Exclude<ClientMessage, { type: 'hello' }>;
type InSession = Exclude<
  Request,
  {
    type:
      | 'report'
      | 'history'
      | 'past'
      | 'compare'
      | 'sessions'
      | 'times'
      | 'open'
      | 'ack'
      | 'propose'
      | 'ask'
      | 'preview'
      | 'look';
  }
>;

const MISTAKES = 10; // errors of ours that one socket may log, per minute
const NOTHING_TO_ASK = 'This step does not ask for confirmation.';
const NOT_FROM_HERE = 'This guide cannot be changed from here.';

export interface Handler {
  handle(message: Request): Promise<void>;
  stop(): void;
}

/** `onSent` is called after each piece of output, which the page is expected to acknowledge. */
export function createHandler(
  context: RunnerContext,
  visitor: Visitor,
  line: PageChannel,
  onSent: () => void,
): Handler {
  const { engine } = context;
  const log = rateLimited(context.log, MISTAKES);
  const sessions = new Map<string, Promise<Session | undefined>>();
  const follows = new Map<string, () => void>();
  const watches = new Map<string, Watch>();
  const owner = ownerOf(context, visitor);
  const questions = openQuestions();
  const mayType = openTyping(context, visitor);
  const folders = openFolders(context, visitor);
  let stopped = false;

  /** All messages for a session await the same promise, so that they reach it in the order sent. */
  async function find(id: string): Promise<Session> {
    const found = sessions.get(id) ?? engine.find(id, owner);
    sessions.set(id, found);
    const session = await found;
    if (session === undefined) {
      sessions.delete(id);
      throw new Refused('unknown_session', `There is no session ${id}.`);
    }
    return session;
  }

  function watch(session: Session, { run, from, to }: Request & { type: 'watch' }) {
    if (!session.view.runs.has(run)) throw new Refused('unknown_run', `There is no run ${run}.`);
    const key = `${session.id} ${run}`;
    watches.get(key)?.stop();
    watches.delete(key);
    if (watches.size >= context.limits.watches) throw new Refused('busy', 'This page watches too many outputs.');
    const watching = watchOutput(session, run, from, to, line, {
      onSent,
      onEnd: () => watches.get(key) === watching && watches.delete(key),
      onError: (error) => report(null, error),
    });
    watches.set(key, watching);
  }

  function follow(session: Session, after: number) {
    follows.get(session.id)?.();
    follows.delete(session.id);
    if (follows.size >= context.limits.follows) throw new Refused('busy', 'This page follows too many sessions.');
    follows.set(session.id, followEntries(session.journal, after, line));
  }

  async function carryOut(message: Request): Promise<void> {
    const { ref } = message;
    switch (message.type) {
      case 'sessions':
        return line.send({ type: 'sessions', ref, sessions: await engine.list(message.guide, owner) });
      case 'times':
        return line.send({ type: 'times', ref, times: await engine.times(guideOf(message.guide), owner) });
      case 'history':
        return line.send({ type: 'history', ref, sessions: await history(engine, message.guide, owner) });
      case 'past':
        return line.send({ type: 'past', ref, runs: await pastRuns(engine, message, owner) });
      case 'compare':
        return line.send({ type: 'compared', ref, lines: await compareRuns(engine, message, owner) });
      case 'open':
        return line.send({ type: 'opened', ref, session: await open(message) });
      case 'look': {
        const { folder } = guideOf(message.guide).runbook;
        if (!folder) throw new Refused('bad_value', 'This guide does not ask for a folder.');
        await folders.enter(message.folder);
        const look = lookAt(folder, message.folder);
        folders.found(look.path);
        return line.send({ type: 'looked', ref, ...look });
      }
      case 'ack':
        return watches.get(`${message.session} ${message.run}`)?.ack(message.upto);
      case 'propose': {
        const { file, lines, diff } = await propose(await find(message.session), message);
        return line.send({ type: 'proposed', ref, file, lines, diff });
      }
      case 'report': {
        const session = await find(message.session);
        if (!context.report) throw new Refused('failed', 'This runner writes no reports.');
        return line.send({ type: 'reported', ref, text: await context.report(session, message.format) });
      }
      case 'ask': {
        const answer = (await find(message.session)).admit({ ...message, confirmed: false, anyway: true, shown: '' });
        if (answer.admitted) throw new Refused('failed', NOTHING_TO_ASK);
        if (answer.code !== 'not_confirmed') throw new Refused(answer.code, answer.why);
        return line.send({ type: 'question', ref, text: answer.why, nonce: questions.ask(message) });
      }
      case 'preview': {
        const session = await find(message.session);
        const { id } = admitted(session.admit({ ...message, confirmed: true, anyway: true, shown: '' }));
        return line.send({ type: 'previewed', ref, ...session.preview(id) });
      }
      default: {
        const session = await find(message.session);
        if (!stopped) await carryOutIn(session, message);
        line.send({ type: 'done', ref });
      }
    }
  }

  function propose(session: Session, { run, expectation }: Request & { type: 'propose' }) {
    if (!context.propose || !mayAccept(context, visitor)) throw new Refused('failed', NOT_FROM_HERE);
    return context.propose(session, run, expectation);
  }

  function guideOf(id: string): Guide {
    const guide = context.guides().find(({ runbook }) => runbook.id === id);
    if (!guide) throw new Refused('unknown_guide', `There is no guide ${id}.`);
    return guide;
  }

  async function open({ guide: id, workspace, folder: path }: Request & { type: 'open' }): Promise<string> {
    const guide = guideOf(id);
    const { folder } = guide.runbook;
    if (workspace === 'mine' && folder && path === undefined)
      throw new Refused('bad_value', 'This guide works in a folder of yours: choose it first.');
    if (folder && path !== undefined) await folders.enter(path);
    const inputs = folder && path !== undefined ? { [folder.input]: path } : {};
    const session = await engine.open(guide, workspace, { owner, inputs });
    sessions.set(session.id, Promise.resolve(session));
    return session.id;
  }

  async function carryOutIn(session: Session, message: InSession): Promise<void> {
    switch (message.type) {
      case 'follow':
        return follow(session, message.after);
      case 'watch':
        return watch(session, message);
      case 'input':
        return session.setInput(message.name, message.value);
      case 'option':
        return session.choose(message.group, message.option);
      case 'run': {
        const { run, block, hash, anyway, answer, shown } = message;
        const ask = { run, block, hash, anyway, shown: shown ?? undefined, confirmed: questions.take(message, answer) };
        const consent = mayRun(context, visitor, session, ask);
        if (consent) await consent;
        audit(session, context.log);
        return session.run({ ...ask, by: { from: 'page', origin: visitor.origin } });
      }
      case 'cancel':
        return session.cancel(message.run);
      case 'close':
        return session.close();
      case 'type':
        await mayType(session, message.run);
        return session.type(message.run, message.text);
      case 'resize':
        return session.resize(message.run, message.columns, message.rows);
      case 'accept':
        if (!context.accept || !mayAccept(context, visitor)) throw new Refused('failed', NOT_FROM_HERE);
        return context.accept(session, message.run, message.expectation);
    }
  }

  /**
   * Sends a refusal to the page. Any other error is a bug of ours: the page learns of it, the terminal gets the stack.
   */
  function report(ref: number | null, error: unknown) {
    if (error instanceof Refused) {
      line.send({ type: 'refused', ref, code: error.code, message: error.message });
      return;
    }
    log(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    line.send({
      type: 'refused',
      ref,
      code: 'failed',
      message: 'The runner failed because of a bug. See its terminal for details.',
    });
  }

  return {
    handle: (message) => carryOut(message).catch((error: unknown) => report(message.ref, error)),
    stop() {
      stopped = true;
      for (const stop of follows.values()) stop();
      for (const watching of watches.values()) watching.stop();
    },
  };
}
