import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { commandsPage, file } from './commands-page.ts';

test("the manual's page of commands says what --help says; node tests/commands-page.ts writes it anew", async () => {
  assert.equal(await readFile(file, 'utf8'), await commandsPage());
});
