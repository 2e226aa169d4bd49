/** Records the verdicts of one attempt. While another attempt may follow, a failure is recorded as undecided. */
import type { Verdict } from '../../../src/runbook/model.ts';
import type { RunSettings } from './settings.ts';

export interface Verdicts {
  tell(expectation: number, verdict: Verdict): void;
  close(): void;
}

/** `spent` aborts when no further attempt can follow. `before` is called before each verdict is recorded. */
export function openVerdicts(settings: RunSettings, spent: AbortSignal, before: () => void): Verdicts {
  const { run, journal, onVerdict } = settings;
  const held = new Map<number, Verdict>();
  const tell = (expectation: number, verdict: Verdict) => {
    const shown = softened(verdict, spent.aborted);
    before();
    journal.append({ type: 'verdict', run, expectation, verdict: shown });
    if (shown === verdict) onVerdict(verdict);
    else held.set(expectation, verdict);
  };
  const tellHeld = () => held.forEach((verdict, expectation) => tell(expectation, verdict));
  spent.addEventListener('abort', tellHeld, { once: true });
  return { tell, close: () => spent.removeEventListener('abort', tellHeld) };
}

function softened(verdict: Verdict, last: boolean): Verdict {
  if (verdict.outcome !== 'failed' || last) return verdict;
  return { outcome: 'undecided', waiting: verdict.explanation.sentence, explanation: verdict.explanation };
}
