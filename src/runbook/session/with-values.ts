import type { Runbook } from '../model.ts';

/** Replaces `$NAME` by the input's value; a secret, or an input without a value, stays a name. */
export function withValues(
  text: string,
  { inputs }: Runbook,
  valueOf: (name: string) => string | null | undefined,
): string {
  return text.replaceAll(/\$([A-Z][A-Z0-9_]*)/g, (whole, name: string) => {
    const input = inputs.find((one) => one.name === name);
    return input && input.type !== 'secret' ? (valueOf(name) ?? input.default ?? whole) : whole;
  });
}
