import { Manifest } from './manifest.ts';

const PATIENCE = 20_000; // ms
const LIMIT = 32 << 20; // bytes

export class NoManifest extends Error {}

export interface Found {
  /** Where the manifest stands; what is approved is approved for this address. */
  readonly url: string;
  readonly manifest: Manifest;
  /** The guide that the address names, or null for the whole site. */
  readonly guide: string | null;
}

/**
 * Looks for guidepost.json beside the address and above it, up to the host's root. https, or http on this machine.
 * Throws NoManifest with a sentence for the user.
 */
export async function fetchManifest(address: string): Promise<Found> {
  const page = URL.canParse(address) ? new URL(address) : null;
  if (!page || !isPrivateEnough(page))
    throw new NoManifest(`${address} should look like https://docs.example.com/guide/`);
  const guide = /\/guides\/([a-z0-9][a-z0-9._-]*)(?:\/|$)/.exec(page.pathname)?.[1] ?? null;
  for (const url of candidates(page)) {
    const text = await read(url);
    const manifest = text === null ? null : parse(text);
    if (manifest === null) continue;
    if (guide !== null && !manifest.guides.some(({ id }) => id === guide))
      throw new NoManifest(`The site at ${url} has no guide ${guide}.`);
    return { url, manifest, guide };
  }
  throw new NoManifest(`${address} is not a site that Guidepost built: there is no guidepost.json there.`);
}

function candidates({ origin, pathname }: URL): string[] {
  const parts = pathname.split('/').slice(1, -1);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    [origin, ...parts.slice(0, parts.length - up), 'guidepost.json'].join('/'),
  );
}

/** Null where there is none. A redirect is not followed: the address that is approved is the one that answers. */
async function read(url: string): Promise<string | null> {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) }).catch(
    (error: unknown) => {
      throw new NoManifest(`${new URL(url).host} does not answer: ${causeOf(error)}`);
    },
  );
  if (!answer.ok || !answer.body) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > LIMIT) throw new NoManifest(`${url} is larger than ${LIMIT >> 20} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): Manifest | null {
  try {
    return Manifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isPrivateEnough({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
