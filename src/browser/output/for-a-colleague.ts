/** A failed step as text for somebody who was not there: step, command, cause, the end of its output, versions. */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { commandText } from '../state/command-text.ts';
import { addressOf } from '../state/address.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const LAST = 40; // lines

/**
 * Secrets stay variables in the command, and the runner has masked them in the output. `how` says how the run ended.
 */
export function forAColleague(store: Store, block: Block, run: RunView, how: string, output: string): string {
  const { data, state } = store;
  const { shell, workspace } = state.view;
  const element = document.getElementById(`step-${block.id}`);
  const versions = [
    data.runbook.title,
    words.colleague.step(run.hash.slice(0, 8)),
    shell && `bash ${shell.version}`,
    state.machine?.system ?? state.guide?.os,
    state.machine?.tool,
    workspace && (workspace.kind === 'practice' ? words.bar.practice : words.bar.mine(workspace.path)),
  ];
  return [
    words.colleague.failed(block.title, how),
    `${versions.filter(Boolean).join(' · ')}\n${location.origin}${addressOf(store, block)}`,
    ...causes(run),
    element && `${words.colleague.command}\n\n${fenced(commandText(element, block, store))}`,
    ending(output),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function causes({ verdicts }: RunView): readonly string[] {
  return [...verdicts.values()].flatMap((verdict) =>
    verdict.outcome === 'failed'
      ? words.colleague.why([verdict.explanation.hint, verdict.explanation.sentence].filter(Boolean).join(' '))
      : [],
  );
}

function ending(output: string): string {
  const lines = output.trimEnd().split('\n');
  if (output.trim() === '') return words.colleague.none;
  const shown = lines.slice(-LAST);
  return `${words.colleague.output(shown.length, lines.length)}\n\n${fenced(shown.join('\n'))}`;
}

/** Longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
}
