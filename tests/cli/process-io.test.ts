import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { terminalIo } from '../../server/commands/process-io.ts';

/** A process whose reader sits at a terminal. */
function atTerminal() {
  const terminal = () =>
    Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {}, hasColors: () => false });
  const streams = { stdin: terminal(), stdout: terminal(), stderr: new PassThrough() };
  const process = Object.assign(new EventEmitter(), { ...streams, env: {}, cwd: () => '/' });
  return { ...streams, io: terminalIo(process as unknown as NodeJS.Process) };
}

test('Ctrl-C at a question is known as an interruption before the question is answered', async () => {
  const { stdin, io } = atTerminal();
  const signals: string[] = [];
  io.onInterrupt((signal) => void signals.push(signal));
  const answer = io.ask('Sure? ').then((text) => [text, ...signals]);
  stdin.write('\u0003');
  assert.deepEqual(await answer, ['', 'SIGINT']);
});

test('the width of the terminal is the one that it has now', () => {
  const { stdout, io } = atTerminal();
  Object.assign(stdout, { columns: 30 });
  assert.equal(io.facts.columns, 30);
});
