/** Calls `tell` once whenever nothing happened for a moment after something did. */
export interface IdleTimer {
  touch(): void;
  stop(): void;
}

const MOMENT = 100; // ms

export function startIdleTimer(tell: () => void): IdleTimer {
  let timer: NodeJS.Timeout | undefined;
  return {
    touch() {
      if (timer) timer.refresh();
      else timer = setTimeout(tell, MOMENT);
    },
    stop: () => clearTimeout(timer),
  };
}
