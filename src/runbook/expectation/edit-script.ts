/** From old lines to new ones with the fewest lines dropped and added, in order. */
export type EditStep =
  | { readonly is: 'keep'; readonly old: number }
  | { readonly is: 'drop'; readonly old: number }
  | { readonly is: 'add'; readonly text: string };

export function editScript(before: readonly string[], after: readonly string[]): EditStep[] {
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (old: number, now: number) => common[old * width + now] ?? 0;
  for (let old = before.length - 1; old >= 0; old -= 1)
    for (let now = after.length - 1; now >= 0; now -= 1)
      common[old * width + now] =
        before[old] === after[now] ? at(old + 1, now + 1) + 1 : Math.max(at(old + 1, now), at(old, now + 1));
  const steps: EditStep[] = [];
  for (let old = 0, now = 0; old < before.length || now < after.length;) {
    if (old < before.length && now < after.length && before[old] === after[now]) {
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
