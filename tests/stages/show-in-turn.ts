import type { Result, Stage, Write } from './stage.ts';

export interface Shown {
  /** Prints what the stage has said so far, then what it says; resolves when it is over. */
  show(): Promise<Result>;
}

/** Starts a stage. It is silent until it is shown. */
export function begin(stage: Stage, print: Write = (text) => void process.stdout.write(text)): Shown {
  const started = performance.now();
  let shown = false;
  let held = '';
  const write = (text: string) => {
    if (shown) print(text);
    else held += text;
  };
  const result = stage
    .run(write)
    .catch((error: unknown) => {
      write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return { passed: 0, failed: 1, skipped: 0 };
    })
    .then((counts): Result => ({ name: stage.name, ...counts, seconds: (performance.now() - started) / 1000 }));
  return {
    show() {
      shown = true;
      print(held);
      held = '';
      return result;
    },
  };
}
