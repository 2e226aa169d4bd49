/**
 * Starts the programs of a runner. To start one, Linux copies the page tables of the process that starts it: 40 µs a
 * MB, which is 4 to 12 ms for a runner, and blocks it. So a runner that starts many programs leaves it to a small
 * process, the launcher, which needs 0.6 ms. The launcher takes 50 ms to start, so the runner starts the first programs
 * itself.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { NotStarted } from './not-started.ts';
import { type Exit, type Launched, type Order, launch } from './launch.ts';
import type { Answer, Told } from './launcher-main.ts';

/** From so many programs on, a launcher is worth its own start. */
const MANY = 8;

export interface Launcher {
  launch(order: Order): Promise<Launched>;
}

/** The launcher is started when `many` programs were. */
export function openLauncher(many: number): Launcher {
  let small: Small | null = null;
  let count = 0;
  return {
    launch(order) {
      if (small?.isReady()) return small.launch(order);
      count += 1;
      if (count >= many && small === null) {
        count = 0;
        small = openSmall(() => (small = null));
      }
      return launch(order);
    },
  };
}

/** The launcher of this process. */
export const launcher = openLauncher(MANY);

interface Small extends Launcher {
  isReady(): boolean;
}

interface Waiting {
  readonly launched: (launched: Launched) => void;
  readonly refused: (error: Error) => void;
}

interface Live {
  readonly pid: number;
  readonly exited: (exit: Exit) => void;
}

function openSmall(onEnd: () => void): Small {
  const waiting = new Map<number, Waiting>();
  const live = new Map<number, Live>();
  let orders = 0;
  let isReady = false;
  let isOver = false;
  // In a process session of its own, so that Ctrl-C reaches only the runner, which then stops its runs in order.
  const child = fork(new URL(`./launcher-main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url), {
    detached: true,
    cwd: '/',
    execArgv: [],
    stdio: 'ignore',
  });
  const hold = () => holdOpen(child, waiting.size + live.size > 0);
  child.unref();
  hold();

  const over = () => {
    if (isOver) return;
    isOver = true;
    onEnd();
    for (const { refused } of waiting.values()) refused(new NotStarted(GONE));
    // Nobody could report how these programs end, so they are ended now.
    for (const { pid, exited } of live.values()) {
      kill(pid);
      exited({ code: null, signal: 'SIGKILL' });
    }
    waiting.clear();
    live.clear();
  };
  child.once('error', over);
  child.once('disconnect', over);

  child.on('message', (answer: Answer) => {
    if (answer.type === 'ready') return void (isReady = true);
    const { id } = answer;
    if (answer.type === 'exited') {
      live.get(id)?.exited({ code: answer.code, signal: answer.signal });
      live.delete(id);
    } else {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (answer.type === 'refused') asked?.refused(Object.assign(new Error(answer.message), answer.error));
      else
        asked?.launched({
          pid: answer.pid,
          exited: new Promise((exited) => live.set(id, { pid: answer.pid, exited })),
        });
    }
    hold();
  });

  return {
    isReady: () => isReady && child.connected,
    launch(order) {
      const id = (orders += 1);
      const told: Told = { id, order };
      const launched = new Promise<Launched>((resolve, reject) => {
        waiting.set(id, { launched: resolve, refused: reject });
      });
      child.send(told, (error) => {
        if (error === null) return;
        waiting.get(id)?.refused(new NotStarted(GONE));
        waiting.delete(id);
        hold();
      });
      hold();
      return launched;
    },
  };
}

const GONE = 'the process that starts programs has ended: run the block again';

/** Keeps the runner alive for the programs that run, not for an idle launcher. */
function holdOpen({ channel }: ChildProcess, isBusy: boolean): void {
  if (isBusy) channel?.ref();
  else channel?.unref();
}

function kill(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // it had ended by then
  }
}
