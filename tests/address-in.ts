import { once } from 'node:events';

/** The address with the key, from what `npm start` prints. */
export async function addressIn(stdout: NodeJS.ReadableStream | null): Promise<string> {
  if (!stdout) throw new Error('it has no output');
  let text = '';
  for (;;) {
    const [chunk] = (await once(stdout, 'data')) as [Buffer | string];
    text += chunk.toString();
    const address = /Guidepost is at {2}(\S+)/.exec(text)?.[1];
    if (address) return address;
  }
}
