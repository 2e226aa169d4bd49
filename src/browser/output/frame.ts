/** The frame of a run's output (components/Output.astro), and the line below it that says how the run ended. */
import type { Block } from '../../runbook/model.ts';
import { runStatus, type RunView } from '../../runbook/session/view.ts';
import { find, setAttribute, setIcon, setText } from '../platform/dom.ts';
import { withCode } from '../platform/html.ts';
import { failedCommand } from '../state/failed-command.ts';
import { clock, elapsed } from '../state/times.ts';
import * as words from '../../words/en.ts';

const SILENT = 30_000; // ms without output before the page mentions it

export function cloneFrame(): HTMLElement {
  const template = document.querySelector<HTMLTemplateElement>('#gp-output');
  const frame = template?.content.querySelector<HTMLElement>('.gp-output');
  if (!frame) throw new Error('the page has no template of an output');
  return document.importNode(frame, true);
}

export function drawFoot(frame: HTMLElement, run: RunView, block: Block): void {
  const [foot, note] = [find(frame, '.gp-foot'), find(frame, '.gp-note')];
  const said = words.noteWords(run, Date.now());
  note?.toggleAttribute('hidden', said === null);
  drawNote(note, said ?? '');
  foot?.toggleAttribute('hidden', run.end === null);
  if (run.end === null) return;
  const shown = tone(run, block);
  setText(find(frame, '.gp-foot span'), footText(run));
  setAttribute(foot, 'data-tone', shown);
  setIcon(foot, shown);
  find(frame, '[data-icon="share"]')?.toggleAttribute('hidden', runStatus(run, block) !== 'failed');
}

/** Only what differs, as setText does. */
function drawNote(note: Element | null, text: string): void {
  if (note?.textContent !== text.replaceAll('`', '')) note?.replaceChildren(...withCode(text));
}

/** How the run ended, and why not all of its output is shown. */
export function footText(run: RunView): string {
  if (run.end === null) return '';
  const took = run.end.how === 'timed-out' ? null : elapsed(run, run.endedAt ?? 0); // the words for a time limit include it
  const parts = [
    capital(words.endWords(run.end)),
    ...(took === null ? [] : [words.foot.after(words.duration(took))]),
    ...(run.endedAt ? [words.foot.at(clock(run.endedAt))] : []),
  ];
  const command = failedCommand(run);
  const where = command ? words.foot.failed(command.line) : '';
  const tries = run.attempt > 1 ? words.foot.attempt(run.attempt) : '';
  const cut = run.cut ? ` · ${words.cutWords(run.cut)}` : '';
  return parts.join(' ') + where + tries + cut;
}

/** How long a running program has printed nothing, if that is long enough to mention. */
export function silence(run: RunView, now: number): string | null {
  const since = now - Math.max(run.lastOutputAt ?? 0, run.startedAt ?? now);
  return run.phase === 'running' && run.paused === null && since >= SILENT ? words.duration(since) : null;
}

function tone(run: RunView, block: Block): 'passed' | 'warning' | 'failed' | 'cancelled' {
  const { end } = run;
  if (end?.how === 'cancelled' || end?.how === 'interrupted') return 'cancelled';
  if (end?.how !== 'exited') return 'failed';
  if (end.code === 0) return 'passed';
  if (block.kind === 'probe' && end.code === 2) return 'warning';
  const wanted = block.expectations.some(({ exit }) => exit === 'any' || exit === end.code);
  return wanted ? 'passed' : 'failed';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
