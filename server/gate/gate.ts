/**
 * Who may come in. The gate is a list of named rules, asked in order, and the same list answers for plain requests and
 * for upgrades, so that no door can be guarded while another stands open.
 */
import type { Knock } from './knock.ts';

export interface Rule {
  readonly name: string;
  check(knock: Knock): Refusal | null;
}

export interface Refusal {
  readonly status: number;
  readonly why: string;
}

/** The first rule that objects, with its name; null when all agree. */
export function refusal(rules: readonly Rule[], knock: Knock): (Refusal & { readonly rule: string }) | null {
  for (const rule of rules) {
    const refused = rule.check(knock);
    if (refused) return { ...refused, rule: rule.name };
  }
  return null;
}
