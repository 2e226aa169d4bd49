/** Feeds a file to the blocks that need a terminal, as a reader would type it: a line whenever nothing more is printed. */
import { type Session, Refused } from '../../engine/index.ts';

export interface Typist {
  /** Types into `run` until it has ended; the next run goes on with the next line. */
  attend(session: Session, run: string): () => void;
}

const QUIET = 200; // ms without output after which a program is taken to wait for input
const PATIENCE = 1000; // ms until a program that still runs is told again that there is no more

export function openTypist(text: string): Typist {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  return {
    attend(session, run) {
      let timer: NodeJS.Timeout | undefined;
      const type = () => {
        const [line] = lines;
        if (typed(session, run, line === undefined ? END : `${line}\r`)) lines.shift();
        timer = setTimeout(type, line === undefined ? PATIENCE : QUIET);
      };
      const unfollow = session.journal.follow(({ event }) => {
        if (!('run' in event) || event.run !== run) return;
        clearTimeout(timer);
        if (event.type !== 'ended') timer = setTimeout(type, QUIET);
      });
      return () => {
        clearTimeout(timer);
        unfollow();
      };
    },
  };
}

/** False between two attempts of a block, and where it reads nothing. */
function typed(session: Session, run: string, text: string): boolean {
  try {
    session.type(run, text);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === 'busy') return false;
    throw error;
  }
}

const END = '\u0004'; // Ctrl-D
