/** Whether a version such as `3.2.57` is older than `wanted`, which may have fewer numbers: `4`. */
export function isOlder(version: string, wanted: string): boolean {
  const has = numbers(version);
  for (const [index, number] of numbers(wanted).entries()) {
    const own = has[index] ?? 0;
    if (own !== number) return own < number;
  }
  return false;
}

function numbers(version: string): number[] {
  return (/^[\d.]*/.exec(version)?.[0] ?? '').split('.').map(Number);
}
