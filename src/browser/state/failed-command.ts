/** The place where a script failed. */
import type { CommandEnd } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';

/** The line that failed: that of the last command, if the run ended with an exit code of its own. */
export function failedCommand(run: RunView): CommandEnd | null {
  if (run.end?.how !== 'exited' || run.end.code === 0) return null;
  const last = run.commands.at(-1);
  return last && last.code !== 0 ? last : null;
}
