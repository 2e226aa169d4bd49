/**
 * Decides which requests are let in. The gate is a list of named rules, asked in order. Plain requests and upgrades
 * pass the same list, so that neither can be checked less than the other.
 */
import type { RawRequest } from './raw-request.ts';

export interface Rule {
  readonly name: string;
  check(raw: RawRequest): Refusal | null;
}

export interface Refusal {
  readonly status: number;
  readonly why: string;
}

/** The refusal of the first rule that objects, with the rule's name; null if none does. */
export function refusal(rules: readonly Rule[], raw: RawRequest): (Refusal & { readonly rule: string }) | null {
  for (const rule of rules) {
    const refused = rule.check(raw);
    if (refused) return { ...refused, rule: rule.name };
  }
  return null;
}
