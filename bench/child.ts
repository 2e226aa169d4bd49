/** A runner in a process of its own, as a reader has it; it speaks by IPC: first facts, then an answer a question. */
import { type ChildProcess, fork } from 'node:child_process';

export type Ask<Question> = <Answer>(question: Question) => Promise<Answer>;

/** `file` beside this one. The process ends with the work. */
export async function withChild<Facts, Question extends string | object, Result>(
  file: string,
  work: (facts: Facts, ask: Ask<Question>) => Promise<Result>,
): Promise<Result> {
  const child = fork(new URL(file, import.meta.url), { stdio: 'inherit' });
  const ask = <Answer>(question: Question) => {
    const answer = answerOf<Answer>(child);
    child.send(question);
    return answer;
  };
  try {
    return await work(await answerOf<Facts>(child), ask);
  } finally {
    child.disconnect();
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Answer)));
}
