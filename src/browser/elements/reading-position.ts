/** Which step the reader is at: the last one whose top has passed the upper third of the window. */
const listeners = new Set<() => void>();
let current: string | null = null;
let listening = false;

export function currentStep(): string | null {
  return current;
}

export function onCurrentStep(listener: () => void): void {
  listeners.add(listener);
  if (listening) return;
  listening = true;
  addEventListener('scroll', measure, { passive: true });
  measure();
}

function measure(): void {
  const line = innerHeight / 3;
  const blocks = [...document.querySelectorAll<HTMLElement>('guide-block')].filter(
    (block) => block.offsetParent !== null,
  );
  const passed = blocks.filter((block) => block.getBoundingClientRect().top <= line);
  const next = (passed.at(-1) ?? blocks[0])?.dataset['id'] ?? null;
  if (next === current) return;
  current = next;
  listeners.forEach((listener) => listener());
}
