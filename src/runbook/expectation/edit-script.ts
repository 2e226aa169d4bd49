/**
 * The shortest edit script from old lines to new ones, by a longest common subsequence. Equal lines at both ends need
 * no search. If the rest has more than 2,000 lines on both sides, all of it counts as replaced.
 */
export type EditStep =
  | { readonly is: 'keep'; readonly old: number }
  | { readonly is: 'drop'; readonly old: number }
  | { readonly is: 'add'; readonly text: string };

const MOST = 2000 * 2000; // pairs of lines that are compared at most

export function editScript(before: readonly string[], after: readonly string[]): EditStep[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const keep = (from: number, count: number) =>
    Array.from({ length: count }, (_, at): EditStep => ({ is: 'keep', old: from + at }));
  const middle = search(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...keep(0, head),
    ...middle.map((step) => (step.is === 'add' ? step : { ...step, old: step.old + head })),
    ...keep(before.length - tail, tail),
  ];
}

function search(before: readonly string[], after: readonly string[]): EditStep[] {
  const at = commonLengths(before, after);
  const steps: EditStep[] = [];
  for (let old = 0, now = 0; old < before.length || now < after.length;) {
    if (at(old, now) > 0 && before[old] === after[now]) {
      steps.push({ is: 'keep', old });
      old += 1;
      now += 1;
    } else if (old < before.length && (now === after.length || at(old + 1, now) >= at(old, now + 1))) {
      steps.push({ is: 'drop', old });
      old += 1;
    } else {
      steps.push({ is: 'add', text: after[now] ?? '' });
      now += 1;
    }
  }
  return steps;
}

/** Returns the length of the longest common subsequence from two lines on. */
function commonLengths(before: readonly string[], after: readonly string[]): (old: number, now: number) => number {
  if (before.length * after.length > MOST) return () => 0;
  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  const at = (old: number, now: number) => common[old * width + now] ?? 0;
  for (let old = before.length - 1; old >= 0; old -= 1)
    for (let now = after.length - 1; now >= 0; now -= 1)
      common[old * width + now] =
        before[old] === after[now] ? at(old + 1, now + 1) + 1 : Math.max(at(old + 1, now), at(old, now + 1));
  return at;
}
