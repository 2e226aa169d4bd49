import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';
import { matchOutput } from '../../src/runbook/expectation/index.ts';
import type { Answer, Question } from '../../src/runbook/expectation/index.ts';
import { readArguments } from './arguments.ts';
import { UsageError } from './io.ts';
import type { Io } from './io.ts';
import { answerJson, errorJson, readQuestion } from './match-json.ts';

export const usage = `Usage: guidepost match --expect FILE --output FILE [FLAG...]
       guidepost match --batch FILE.jsonl

Compares an output with the lines of a check, as a guide's check would. FILE may be - for stdin.

  --exit N        the exit code of the program, 0 by default; signal if a signal ended it
  --want-exit N   the exit code that passes, 0 by default; any accepts every end
  --exact         compare the output unchanged
  --unordered     the lines may come in any order
  --never         none of the lines may be printed
  --format json   the check is a JSON value
  --partial       the program is still running
  --json          answer with {verdict, line, explanation, ...} in one line of JSON
  --batch FILE    one question per line, {expect, output, exit, want_exit, exact, unordered, never, partial, format};
                  answers each with one line of JSON, and exits with 0 once all are answered

Exit code: 0 passed, 1 failed, 2 the check or the command line is wrong, 3 undecided.
`;

const EXITS = { passed: 0, failed: 1, undecided: 3 } as const;
const WRONG = 2;

export async function match(args: readonly string[], io: Io): Promise<number> {
  const { values } = readArguments(args, {
    expect: { type: 'string' },
    output: { type: 'string' },
    batch: { type: 'string' },
    exit: { type: 'string' },
    'want-exit': { type: 'string' },
    format: { type: 'string' },
    exact: { type: 'boolean' },
    unordered: { type: 'boolean' },
    never: { type: 'boolean' },
    partial: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  if (values.batch !== undefined) {
    const other = Object.keys(values).find((name) => name !== 'batch' && name !== 'json');
    if (other !== undefined) throw new UsageError(`--batch takes its questions from the file; leave out --${other}`);
    return matchBatch(values.batch, io);
  }
  if (values.expect === undefined || values.output === undefined)
    throw new UsageError('match needs --expect FILE and --output FILE');
  if (values.expect === '-' && values.output === '-')
    throw new UsageError('only one of --expect and --output can be stdin');
  const question: Question = {
    ...readQuestion({ ...values, expect: '', output: '', want_exit: values['want-exit'] }),
    expect: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readBytes(values.expect, io)),
    output: await readBytes(values.output, io),
    file: values.expect,
  };
  return answer(question, values.json ?? false, io);
}

function answer(question: Question, asJson: boolean, io: Io): number {
  try {
    const found = matchOutput(question);
    if (asJson) io.out(`${JSON.stringify(answerJson(found))}\n`);
    else io.out(`${answerText(found)}\n`);
    return EXITS[found.verdict];
  } catch (error) {
    if (!(error instanceof RunbookError) || !asJson) throw error;
    io.out(`${JSON.stringify(errorJson(error))}\n`);
    return WRONG;
  }
}

/** The answer as text, without remarks that the explanation already contains. */
function answerText({ verdict, explanation, remarks }: Answer): string {
  const others = remarks.filter((remark) => explanation?.includes(remark) !== true);
  return [verdict, ...(explanation === null ? [] : [explanation]), ...others].join('\n');
}

async function matchBatch(file: string, io: Io): Promise<number> {
  let number = 0;
  for await (const line of linesOf(file, io)) {
    number += 1;
    if (line.trim() !== '') io.out(`${JSON.stringify(answerLine(line, number))}\n`);
  }
  return EXITS.passed;
}

/** Splits at line feeds only: other line ends of Unicode may occur within a JSON string. */
async function* linesOf(file: string, io: Io): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let line: string[] = [];
  for await (const chunk of chunksOf(file, io)) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    line.push(first);
    for (const next of others) {
      yield line.join('');
      line = [next];
    }
  }
  yield line.join('') + decoder.decode();
}

function answerLine(line: string, number: number) {
  try {
    return answerJson(matchOutput(readQuestion(JSON.parse(line))));
  } catch (error) {
    if (error instanceof RunbookError || error instanceof UsageError) return errorJson(error);
    if (error instanceof SyntaxError) return errorJson(new UsageError(`line ${number} is not JSON: ${error.message}`));
    throw error;
  }
}

async function readBytes(file: string, io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(file, io)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* chunksOf(file: string, io: Io): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file === '-' ? io.stdin : createReadStream(resolve(io.cwd, file)))
      yield Buffer.from(chunk);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'ENOENT') throw new UsageError(`there is no file ${file}`);
    throw new UsageError(`cannot read ${file}: ${error.message}`);
  }
}
