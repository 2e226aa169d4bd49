/**
 * Who may come in. The gate is a list of named rules, asked in order, and the same list answers for plain requests and
 * for upgrades, so that no door can be guarded while another stands open.
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

/** The first rule that objects, with its name; null when all agree. */
export function refusal(rules: readonly Rule[], raw: RawRequest): (Refusal & { readonly rule: string }) | null {
  for (const rule of rules) {
    const refused = rule.check(raw);
    if (refused) return { ...refused, rule: rule.name };
  }
  return null;
}
