/** What Copy takes: the commands, with the reader's values where a reader would have typed them. */
import { fillInputs } from '../../runbook/fill.ts';
import { readDialog } from '../../runbook/dialog.ts';
import type { Block } from '../../runbook/model.ts';
import { codeText } from '../platform/code.ts';
import type { Store } from './store.ts';

/** With or without a session: the values shown beside the guide. Secrets stay variables. */
export function commandText(element: HTMLElement, block: Block, { data, state }: Store): string {
  const lines = codeText(element);
  const text = (block.language === 'console' ? typedIn(lines) : lines).join('\n');
  if (!['bash', 'sh', 'shell', 'zsh', 'console'].includes(block.language)) return `${text}\n`;
  const values = new Map<string, string>();
  for (const { name, type, default: fallback } of data.runbook.inputs) {
    const value = state.view.inputs.get(name)?.value ?? fallback;
    if (type !== 'secret' && value !== null && value !== '' && block.uses.includes(name)) values.set(name, value);
  }
  return fillInputs(`${text}\n`, values);
}

function typedIn(lines: readonly string[]): readonly string[] {
  return readDialog(lines).flatMap((line) => (line.is === 'typed' ? [line.text] : []));
}
