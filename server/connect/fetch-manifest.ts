import { z } from 'zod';
import { visible } from '../system/log.ts';
import { Manifest } from './manifest.ts';

const NAME = 'guidepost.json';
const PATIENCE = 20_000; // ms for the whole answer
const LIMIT = 32 << 20; // bytes
const HERE = ['127.0.0.1', 'localhost', '[::1]'];

export class NoManifest extends Error {}

export interface Address {
  /** The address of the guide, whichever of its pages was given, or else of the site. */
  readonly text: string;
  /** The guide that the address names; null for the whole site. */
  readonly guide: string | null;
}

export interface Found {
  /** The address of the manifest; the approval is for this address. */
  readonly url: string;
  readonly manifest: Manifest;
}

/** Accepts https, and http on this machine. For anything else, returns a sentence that says what is wrong. */
export function readAddress(text: string): Address | string {
  const page = URL.canParse(text) ? new URL(text) : null;
  if (page?.protocol === 'http:' && !HERE.includes(page.hostname))
    return `${text} should begin with https: over http, anyone on the network could change what runs here`;
  if (!page || !['http:', 'https:'].includes(page.protocol) || page.username !== '')
    return `${text} should look like https://docs.example.com/guides/my-guide/`;
  const [own, guide = null] = /^.*?\/guides\/([a-z0-9][a-z0-9._-]*)(?=\/|$)/.exec(page.pathname) ?? [];
  return { text: page.origin + (own === undefined ? page.pathname : `${own}/`), guide };
}

/**
 * Looks for the manifest at the address and in every folder above it, up to the host's root. Throws NoManifest with a
 * sentence for the user.
 */
export async function fetchManifest({ text, guide }: Address, patience = PATIENCE): Promise<Found> {
  const reasons: string[] = [];
  for (const url of candidates(new URL(text))) {
    const manifest = await read(url, patience);
    if (typeof manifest === 'string') reasons.push(`${url} ${manifest}.`);
    else if (manifest && guide !== null && !manifest.guides.some(({ id }) => id === guide))
      throw new NoManifest(
        `${url} has no guide ${guide}. It has: ${manifest.guides.map(({ id }) => id).join(', ') || 'none'}.`,
      );
    else if (manifest) return { url, manifest };
  }
  throw new NoManifest(reasons[0] ?? `${text} is not a site that Guidepost built: there is no ${NAME} there.`);
}

function candidates({ origin, pathname }: URL): string[] {
  const parts = pathname.split('/').slice(1, -1);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    [origin, ...parts.slice(0, parts.length - up), NAME].join('/'),
  );
}

/** The manifest at this address; null if there is none; a string that says why what is there is not a manifest. */
async function read(url: string, patience: number): Promise<Manifest | string | null> {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) }).catch(
    (error: unknown) => {
      throw new NoManifest(
        `${new URL(url).host} does not answer: ${causeOf(error)}. Check the address and your network.`,
      );
    },
  );
  if (answer.status === 404 || answer.status === 410) return null;
  // No redirects: the address that is approved must be the one that answers.
  const elsewhere = answer.headers.get('location');
  if (elsewhere !== null) return `redirects to ${visible(elsewhere, 300)}; if you trust that site, connect to it`;
  if ([401, 403].includes(answer.status)) return 'needs a login; connect can only read public sites';
  if (!answer.ok || !answer.body) return `answers ${answer.status}`;
  const bytes = await bodyOf(answer.body, url);
  return bytes === null ? `is larger than ${LIMIT >> 20} MB` : parse(bytes.toString());
}

/** The whole body; null if it is too large. Throws NoManifest if it breaks off. */
async function bodyOf(body: AsyncIterable<Uint8Array>, url: string): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > LIMIT) return null;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new NoManifest(`${new URL(url).host} stopped in the middle of its answer: ${causeOf(error)}`);
  }
  return Buffer.concat(chunks);
}

function parse(text: string): Manifest | string {
  if (isOverbuilt(text)) return 'has more parts, or deeper ones, than Guidepost writes';
  const value = jsonOf(text);
  const manifest = Manifest.safeParse(value);
  if (manifest.success) return manifest.data;
  const { data } = z.looseObject({ guidepost: z.number() }).safeParse(value);
  if (data === undefined) return 'was not written by Guidepost; the host may answer every address with a page';
  return data.guidepost === 1
    ? `is not in the form that Guidepost writes: ${visible(z.prettifyError(manifest.error), 300)}`
    : 'was written by another version of Guidepost';
}

const DEEPEST = 16; // a file in a guide in a manifest is six levels deep
const MOST_PARTS = 1 << 20; // objects and arrays; as many files as a manifest may have

/** Before it is parsed: that takes minutes and gigabytes for a text that is nothing but brackets. */
function isOverbuilt(text: string): boolean {
  let [depth, parts, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted && character === '\\') at += 1;
    else if (!quoted && (character === '[' || character === '{')) {
      depth += 1;
      parts += 1;
    } else if (!quoted && (character === ']' || character === '}')) depth -= 1;
    if (depth > DEEPEST || parts > MOST_PARTS) return true;
  }
  return false;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
