/** Calls `tell` when MOMENT has passed since the last `touch`. */
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
