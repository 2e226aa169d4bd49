/** The JSON of `guidepost match`: its questions and its answers. */
import { z } from 'zod';
import { RunbookError } from '../../src/runbook/error.ts';
import type { Answer, Question } from '../../src/runbook/expectation/index.ts';
import { UsageError } from './io.ts';

const flag = z.boolean().optional().default(false);
const code = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number),
]);
const exit = z
  .union([code, z.null(), z.literal('signal').transform(() => null)], 'should be an exit code, or signal')
  .optional()
  .default(0);
const wantExit = z.union([code, z.literal('any')], 'should be an exit code, or any').optional();

const QuestionJson = z.object({
  expect: z.union([z.string(), z.array(z.string()).transform((lines) => lines.map((line) => `${line}\n`).join(''))]),
  output: z.string(),
  exit,
  want_exit: wantExit,
  wantExit,
  'want-exit': wantExit,
  exact: flag,
  unordered: flag,
  never: flag,
  partial: flag,
  format: z.enum(['text', 'json']).optional().default('text'),
});

/** Throws UsageError with the name of the first field that is wrong. */
export function readQuestion(value: unknown): Question {
  const read = QuestionJson.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(`${String(issue?.path[0] ?? 'the question')} ${issue?.message ?? 'is wrong'}`);
  }
  const { want_exit, wantExit, 'want-exit': dashed, ...question } = read.data;
  return { ...question, wantExit: want_exit ?? wantExit ?? dashed ?? 0 };
}

export function answerJson({ verdict, line, explanation, details, captured, remarks }: Answer) {
  return { verdict, line, explanation, captured, remarks, details };
}

/** The answer for a check that cannot be read; `line` is its wrong line. */
export function errorJson(error: RunbookError | UsageError) {
  const line = error instanceof RunbookError && error.place.line > 0 ? error.place.line : null;
  return { verdict: 'error', line, explanation: error.message };
}
