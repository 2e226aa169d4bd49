import type { Normaliser } from './normalise.ts';

/** Remarks about the output that a reader should know. */
export function remarksOn(output: Normaliser): string[] {
  const cuts = output.cuts();
  return [
    ...(output.invalid() ? ['The output contains bytes that are not UTF-8; each is shown as \uFFFD.'] : []),
    ...(cuts === 0
      ? []
      : [`${cuts === 1 ? 'A line' : `${cuts} lines`} of the output was longer than 64 KiB and was cut.`]),
  ];
}
