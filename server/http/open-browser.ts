/**
 * Opens the reader's browser at an address that contains a key. Every user of the machine can read the arguments of a
 * process, so the browser opens a file that only the reader can read, and that file redirects to the address.
 */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makePrivateFolder } from '../system/private-folder.ts';

/** Makes `folder` with mode 0700. `forget` removes the file; `opened` is false if the opener could not be started. */
export async function openBrowser(
  url: string,
  folder: string,
  opener: string = process.platform === 'darwin' ? 'open' : 'xdg-open',
): Promise<{ opened: boolean; forget: () => void }> {
  makePrivateFolder(folder);
  const file = join(folder, `open-${process.pid}.html`);
  rmSync(file, { force: true });
  writeFileSync(file, redirect(url), { mode: 0o600, flag: 'wx' });
  const forget = () => rmSync(file, { force: true });
  return { opened: await start(opener, pathToFileURL(file).href), forget };
}

/** Escapes the address, although it contains no character that needs it. */
export function redirect(url: string): string {
  const safe = url.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${safe}"><title>Guidepost</title><a href="${safe}">Open Guidepost</a>\n`;
}

function start(command: string, argument: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, [argument], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
