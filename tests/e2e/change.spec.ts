import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { block, check, expect, practise, run, test } from './guidepost.ts';
import type { Page } from 'playwright/test';

const FILES = '/guides/files/';

/** The practice copy that the page works in. */
async function copy(page: Page): Promise<string> {
  const place = page.locator('.gp-place');
  await expect(place).toHaveAttribute('title', /practice/);
  return (await place.getAttribute('title')) ?? '';
}

test('a file is shown as a difference, written on the click, and its undo restores the bytes', async ({
  page,
  runner,
}) => {
  await practise(page, runner, FILES);
  const file = join(await copy(page), 'settings.toml');
  await run(page, 'write');
  const question = block(page, 'write').locator('.gp-question');
  await expect(question).toContainText('Changes settings.toml:');
  await expect(question.locator('.gp-missing')).toContainText('port = 1');
  await expect(question.locator('.gp-extra')).toContainText('port = 2');
  expect(readFileSync(file, 'utf8')).toBe('port = 1\n');
  await question.getByRole('button', { name: 'Write it' }).click();
  await expect(block(page, 'write')).toHaveAttribute('data-status', 'passed');
  expect(readFileSync(file, 'utf8')).toBe('port = 2\n');
  await block(page, 'write').getByRole('button', { name: 'Undo: Choose the port' }).click();
  await expect(block(page, 'write')).toHaveAttribute('data-status', 'undone');
  expect(readFileSync(file, 'utf8')).toBe('port = 1\n');
});

test('cancelled, nothing is written', async ({ page, runner }) => {
  await practise(page, runner, FILES);
  await run(page, 'write');
  await block(page, 'write').getByRole('button', { name: 'Cancel' }).click();
  await expect(block(page, 'write').locator('.gp-question')).toHaveCount(0);
  expect(readFileSync(join(await copy(page), 'settings.toml'), 'utf8')).toBe('port = 1\n');
});

test('a file that changes while its difference is on the screen is left alone, and the page says why', async ({
  page,
  runner,
}) => {
  await practise(page, runner, FILES);
  const file = join(await copy(page), 'poem.txt');
  await run(page, 'patch');
  await expect(block(page, 'patch').locator('.gp-question')).toContainText('Changes poem.txt:');
  writeFileSync(file, 'one\ntwo\nthree\nfour\n');
  await block(page, 'patch').getByRole('button', { name: 'Write it' }).click();
  await expect(block(page, 'patch')).toHaveAttribute('data-status', 'failed');
  await expect(block(page, 'patch')).toContainText('changed since the difference was shown');
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\nfour\n');
});

test('the reason why a file cannot be changed replaces its difference, and nothing is asked', async ({
  page,
  runner,
}) => {
  await practise(page, runner, FILES);
  const file = join(await copy(page), 'poem.txt');
  const text = readFileSync(file, 'utf8');
  for (const [lay, says] of [
    [() => symlinkSync('settings.toml', file), 'poem.txt is a link'],
    [() => mkdirSync(file), 'poem.txt is not a regular file'],
    [() => execFileSync('mkfifo', [file], { stdio: 'ignore' }), 'poem.txt is not a regular file'],
    [() => writeFileSync(file, 'eins\n'), 'the patch does not fit poem.txt: around line 1, it has no line “one”'],
    [() => writeFileSync(file, Buffer.from([0xff, 0xfe])), 'poem.txt is not UTF-8 text'],
    [() => writeFileSync(file, text, { mode: 0o444 }), 'poem.txt is read-only'],
    [() => writeFileSync(file, text.replace('\n', '\r\n')), 'some of its lines end with CRLF'],
  ] as const) {
    rmSync(file, { recursive: true });
    lay();
    await run(page, 'patch');
    const question = block(page, 'patch').locator('.gp-question');
    await expect(question).toContainText(says);
    await expect(question.getByRole('button')).toHaveCount(1);
    await question.getByRole('button').click();
    await expect(question).toHaveCount(0);
  }
});

test('an edit made since is not lost by the undo, and the page says so', async ({ page, runner }) => {
  await practise(page, runner, FILES);
  const file = join(await copy(page), 'poem.txt');
  await run(page, 'patch');
  await block(page, 'patch').getByRole('button', { name: 'Write it' }).click();
  await expect(check(page, 'patch')).toHaveAttribute('data-tone', 'passed');
  await run(page, 'edit');
  await expect(block(page, 'edit')).toHaveAttribute('data-status', 'passed');
  await block(page, 'patch').getByRole('button', { name: 'Undo: Translate the poem' }).click();
  await expect(block(page, 'patch').locator('.gp-undo')).toContainText('Not undone: poem.txt has changed since');
  expect(readFileSync(file, 'utf8')).toBe('one\nzwei\nthree\nfour\n');
});

test('Run all stops at a step that changes a file: its difference is for the reader to see', async ({
  page,
  runner,
}) => {
  await practise(page, runner, FILES);
  await page.getByRole('button', { name: 'Run several' }).click();
  await page.getByRole('button', { name: /^Run all/ }).click();
  await expect(page.locator('.gp-bar-message')).toContainText('Stopped at Choose the port: it asks');
  expect(readFileSync(join(await copy(page), 'settings.toml'), 'utf8')).toBe('port = 1\n');
});
