/** The steps that Run all, Run this page or Run to here has still to run. Kept for the tab, also over a reload. */
import { readKept, tabStorage } from '../platform/storage.ts';

export interface Plan {
  /** Ids of the blocks still to run, the current one first. */
  readonly blocks: readonly string[];
  /** The run of the current block, once it was requested. */
  readonly run: string | null;
  /** Why the sequence stopped at the current block; null while it goes on. */
  readonly stopped: string | null;
}

const key = (session: string | null) => `guidepost.plan.${session}`;

export function keptPlan(session: string | null): Plan | null {
  return readKept(tabStorage, key(session)) as Plan | null;
}

export function keepPlan(session: string | null, plan: Plan | null): void {
  if (plan) tabStorage.setItem(key(session), JSON.stringify(plan));
  else tabStorage.removeItem(key(session));
}
