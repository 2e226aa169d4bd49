/** fold(view, entry): one entry more is known. Never mutates: it returns a new View that shares what did not change. */
import type { Entry } from '../model.ts';
import { type RunView, newRun } from './run-view.ts';
import { withEntry } from './shared-map.ts';
import type { View } from './view.ts';

export function fold(view: View, { seq, at, event }: Entry): View {
  const next = { ...view, seq };
  switch (event.type) {
    case 'opened':
      return { ...next, guide: event.guide, workspace: event.workspace };
    case 'shell':
      return { ...next, shell: { path: event.path, version: event.version } };
    case 'input':
      return { ...next, inputs: withEntry(view.inputs, event.name, { value: event.value, seq }) };
    case 'option':
      return { ...next, options: withEntry(view.options, event.group, { option: event.option, seq }) };
    case 'queued':
      return {
        ...next,
        runs: withEntry(view.runs, event.run, newRun(event, seq, at)),
        latest: withEntry(view.latest, event.block, event.run),
      };
    case 'started':
      return change(next, event.run, () => ({ phase: 'running', startedAt: at }));
    case 'command':
      return change(next, event.run, (run) => ({
        line: event.line,
        commands: event.previous ? [...run.commands, event.previous] : run.commands,
      }));
    case 'output':
      return change(next, event.run, () => ({ size: event.size, lastOutputAt: at }));
    case 'cut':
      return change(next, event.run, () => ({ cut: { size: event.size, why: event.why } }));
    case 'background':
      return change(next, event.run, () => ({ background: event.holds }));
    case 'paused':
      return change(next, event.run, () => ({ paused: event.program }));
    case 'stopping':
      return change(next, event.run, () => ({ killAt: at + event.within }));
    case 'forgotten':
      return change(next, event.run, () => ({ forgotten: event.why }));
    case 'ready':
      return change(next, event.run, () => ({ phase: 'ready', readyAt: at }));
    case 'verdict':
      return change(next, event.run, (run) => ({
        verdicts: withEntry(run.verdicts, event.expectation, event.verdict),
      }));
    case 'retried':
      return change(next, event.run, () => ({
        attempt: event.attempt,
        from: event.size,
        line: null,
        commands: [],
        paused: null,
        forgotten: null,
        verdicts: new Map(),
      }));
    case 'ended':
      return change(next, event.run, () => ({ phase: 'ended', endedAt: at, end: event.end, line: null, paused: null }));
    case 'closed':
      return { ...next, closed: true };
  }
}

function change(view: View, id: string, changes: (run: RunView) => Partial<RunView>): View {
  const run = view.runs.get(id);
  return run ? { ...view, runs: withEntry(view.runs, id, { ...run, ...changes(run) }) } : view;
}
