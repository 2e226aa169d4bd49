/** A session: a shell plus a journal, and the queue between them. It follows the guide when its files change. */
import { resolve } from 'node:path';
import { type Facts, admit, turnOf } from '../../../src/runbook/session/admission.ts';
import type { Block, End, Verdict } from '../../../src/runbook/model.ts';
import { fold } from '../../../src/runbook/session/fold.ts';
import { type View, emptyView } from '../../../src/runbook/session/view.ts';
import { REASONS } from '../../../src/runbook/session/reason-words.ts';
import { openBackgroundRuns } from './background-runs.ts';
import { type PseudoTerminal, SIZE, stopTree } from '../process/index.ts';
import { type Execution, execute, expand } from '../run/index.ts';
import { previewOf } from './preview.ts';
import type { OwnSession, SessionSettings } from './session-settings.ts';
import { type Guide, type RunRequest, Refused, admitted } from './types.ts';
import { problemWith } from '../../../src/runbook/values.ts';

interface Waiting {
  readonly request: RunRequest;
  readonly block: Block;
  /** The guide as it was when the reader asked for the run. */
  readonly guide: Guide;
}

interface Active extends Waiting {
  readonly execution: Execution;
  readonly ended: Promise<void>;
}

export function openSession(settings: SessionSettings): OwnSession {
  const { id, guide, workspace, journal, os, limits, secrets } = settings;
  const queue: Waiting[] = [];
  const active = new Map<string, Active>();
  const background = openBackgroundRuns((run) => journal.finish(run));
  const idlers: (() => void)[] = [];
  let view = emptyView;
  /** The size of the reader's latest terminal; the next one starts with it. */
  let size = SIZE;
  let leaving: Promise<void> | null = null;

  const currentView = (): View => (view = journal.entries(view.seq).reduce(fold, view));
  const facts = (): Facts => {
    const { runbook, hashes } = guide();
    return { runbook, view: currentView(), os, hashOf: (block) => hashes.get(block), valueOf };
  };
  const valueOf = (name: string): string | undefined => {
    const declared = guide().runbook.inputs.find((input) => input.name === name);
    return secrets.value(name) ?? currentView().inputs.get(name)?.value ?? declared?.default ?? undefined;
  };
  const home = () => resolve(workspace.path, expand(guide().runbook.cwd ?? '.', valueOf));
  const shell = settings.openShell(home);
  const changes = settings.openChanges(home, valueOf);
  let { env } = guide().runbook;

  function values({ runbook: { inputs, env: now } }: Guide): Record<string, string> {
    const names = [...inputs.map(({ name }) => name), ...currentView().inputs.keys()];
    return Object.fromEntries([
      ...Object.entries(now).filter(([name, value]) => env[name] !== value),
      ...names.flatMap((name) => {
        const value = valueOf(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ]);
  }

  /** Starts the runs that may start. Called whenever a run was queued or ended, or a service became ready. */
  function pump(): void {
    while (queue[0] && !foreground() && !leaving) {
      const [first] = queue;
      const turn = turnOf(first.block, first.request.anyway, facts(), isQueued);
      if (turn.go === 'later') return;
      queue.shift();
      if (turn.go === 'never') end(first.request.run, { how: 'not-started', why: turn.why });
      else start(first);
    }
    if (queue.length === 0 && !foreground()) for (const idler of idlers.splice(0)) idler();
  }

  const isQueued = (id: string) => queue.some(({ block }) => block.id === id);
  const foreground = () => [...active.values()].some(({ block }) => block.kind !== 'service');

  function start(waiting: Waiting): void {
    const { request, block, guide } = waiting;
    const { run } = request;
    const before = [...active.values()].find((one) => one.block.id === block.id);
    const about = {
      run,
      block,
      journal,
      limits,
      values: values(guide),
      secrets,
      onVerdict: capture,
    };
    const execution = block.change
      ? changes.execute({ ...about, shown: request.shown ?? null })
      : execute({
          ...about,
          shell,
          home: home(),
          terminal: request.by.from === 'page' || request.typed ? () => size : null,
          after: before ? before.execution.stop({ how: 'cancelled' }).then(() => before.ended) : null,
          onReady: pump,
        });
    // The shell carries these variables from now on, so `values` no longer has to set them.
    if (block.kind !== 'service' && !block.change) ({ env } = guide.runbook);
    const finish = async () => {
      const how = await execution.done.catch((error: unknown) => abandon(execution, error));
      active.delete(run);
      background.add(run, execution);
      end(run, how);
      pump();
    };
    const ended = finish();
    active.set(run, { ...waiting, execution, ended });
  }

  /** If the runner itself fails at a run, only that run ends. */
  async function abandon(execution: Execution, error: unknown): Promise<End> {
    process.emitWarning(error instanceof Error ? error : String(error));
    const end = { how: 'interrupted', why: `the runner failed: ${String(error)}` } as const;
    await execution.stop(end);
    return end;
  }

  /** Masks the reason, which may name a folder whose path contains a secret input. */
  function end(run: string, how: End): void {
    const told = 'why' in how && how.why !== undefined ? { ...how, why: secrets.hide(how.why) } : how;
    journal.append({ type: 'ended', run, end: told });
  }

  /** Stores what a check captured, for the blocks that follow. */
  function capture(verdict: Verdict): void {
    if (verdict.outcome !== 'passed') return;
    for (const [name, value] of Object.entries(verdict.captured)) {
      if (valueOf(name) !== value) journal.append({ type: 'input', name, value });
    }
    pump();
  }

  /** Null if the run has not started or has ended. */
  function terminalOf(run: string): PseudoTerminal | null {
    const one = active.get(run);
    const block = (one ?? queue.find(({ request }) => request.run === run))?.block;
    if (!block?.tty) throw new Refused('unknown_run', 'This run has no terminal.');
    return one?.execution.terminal() ?? null;
  }

  function refuseClosed(): void {
    if (leaving || currentView().closed) throw new Refused('closed', 'This session is closed.');
  }

  async function stopAll(): Promise<void> {
    for (const { request } of queue.splice(0)) end(request.run, { how: 'cancelled' });
    await Promise.all([...active.values()].map(({ execution }) => execution.stop({ how: 'cancelled' })));
    await Promise.all([...active.values()].map(({ ended }) => ended));
    // Also the daemons that steps have started for later steps.
    await stopTree({ session: id, run: null, leader: null, pipes: [`${shell.folder}/`] });
    await background.close();
    shell.close();
  }

  function leave(closed: boolean): Promise<void> {
    return (leaving ??= (async () => {
      await stopAll();
      if (closed) journal.append({ type: 'closed' });
      await settings.onEnd(closed);
      for (const idler of idlers.splice(0)) idler();
    })());
  }

  return {
    id,
    get guide() {
      return guide();
    },
    workspace,
    journal,
    get view() {
      return currentView();
    },
    setInput(name, value) {
      refuseClosed();
      const input = guide().runbook.inputs.find((one) => one.name === name);
      if (!input) throw new Refused('bad_value', `This guide has no input ${name}.`);
      const problem = problemWith(input, value);
      if (problem !== null) throw new Refused('bad_value', `${input.label} ${problem}.`);
      const stays =
        name === guide().runbook.folder?.input && currentView().inputs.has(name) && value !== workspace.path;
      if (stays)
        throw new Refused('bad_value', `This session works in ${workspace.path}: open a new one for another folder.`);
      if (input.type === 'secret') secrets.give(name, value);
      journal.append({ type: 'input', name, value: input.type === 'secret' ? null : value });
    },
    choose(group, option) {
      refuseClosed();
      const { groups } = guide().runbook;
      const known = groups.find(({ name }) => name === group)?.options.some(({ name }) => name === option);
      if (!known) throw new Refused('bad_value', `This guide has no option ${option} of ${group}.`);
      journal.append({ type: 'option', group, option });
    },
    admit: (ask) => admit(ask, facts()),
    preview(id) {
      refuseClosed();
      return previewOf(
        changes,
        guide().runbook.blocks.find((block) => block.id === id),
      );
    },
    run(request) {
      refuseClosed();
      const block = admitted(admit(request, facts()));
      const { run, hash, by } = request;
      settings.claimRun(run);
      journal.append({ type: 'queued', run, block: block.id, hash, by });
      queue.push({ request, block, guide: guide() });
      pump();
    },
    async cancel(run) {
      if (!currentView().runs.has(run)) throw new Refused('unknown_run', `There is no run ${run}.`);
      const waiting = queue.findIndex(({ request }) => request.run === run);
      if (waiting >= 0) {
        queue.splice(waiting, 1);
        end(run, { how: 'cancelled' });
        return pump();
      }
      const one = active.get(run);
      // If the run has ended, this stops the daemons that it left.
      if (!one) return stopTree({ session: id, run, leader: null, pipes: [] });
      await one.execution.stop({ how: 'cancelled' });
      await one.ended;
    },
    type(run, text) {
      if (!terminalOf(run)?.type(text)) throw new Refused('busy', 'The program is not reading input.');
    },
    resize(run, columns, rows) {
      size = { columns, rows };
      terminalOf(run)?.resize(size);
    },
    idle: () => (queue.length === 0 && !foreground() ? Promise.resolve() : new Promise((done) => idlers.push(done))),
    close: () => leave(true),
    leave: () => leave(false),
    stopForFull() {
      for (const { execution } of active.values()) void execution.stop({ how: 'interrupted', why: REASONS.diskFull });
    },
  };
}
