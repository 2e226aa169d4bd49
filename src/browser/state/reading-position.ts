/**
 * Which step the reader is at: the last one whose top is above the lower end of the window's upper third. An
 * IntersectionObserver reports this; measuring positions would force a layout of the whole page.
 */
const listeners = new Set<() => void>();
const passed = new Set<Element>();
let current: string | null = null;
let listening = false;

export function currentStep(): string | null {
  return current;
}

export function onCurrentStep(listener: () => void): void {
  listeners.add(listener);
  if (listening) return;
  listening = true;
  const blocks = document.querySelectorAll<HTMLElement>('guide-block');
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) passed.add(target);
        else passed.delete(target);
      tell([...blocks]);
    },
    { rootMargin: '1000000px 0px -66.6%' }, // everything above the lower end of the upper third
  );
  for (const block of blocks) observer.observe(block);
}

function tell(blocks: readonly HTMLElement[]): void {
  const next = (blocks.findLast((block) => passed.has(block)) ?? blocks[0])?.dataset['id'] ?? null;
  if (next === current) return;
  current = next;
  listeners.forEach((listener) => listener());
}
