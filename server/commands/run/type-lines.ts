/** Types the lines of a file into blocks that need a terminal, one line whenever the program stops printing. */
import { type Session, Refused } from '../../engine/index.ts';

export interface Typist {
  /** Types into `run` until it ends or the returned function is called; the next run continues with the next line. */
  attend(session: Session, run: string): () => void;
}

const QUIET = 200; // ms without output after which a program is assumed to wait for input
const PATIENCE = 1000; // ms between two Ctrl-D for a program that goes on after the last line

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

/** False if nothing reads the text, as between two attempts of a block. */
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
