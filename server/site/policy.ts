/**
 * The Content-Security-Policy of one page: nothing is allowed but the site's own files, and of inline scripts exactly
 * those of the product, by hash. Script that somebody injects into a page would mean commands executed. A page is
 * `latin1` here, a character for each byte: hashes are over bytes, and nothing has to be decoded for them.
 */
import { ownScripts, scriptHash } from './own-scripts.ts';

const ATTRIBUTES = `(?:"[^"]*"|'[^']*'|[^>"'])*`;
const INLINE = new RegExp(`<script\\b${ATTRIBUTES}>([\\s\\S]*?)</script\\s*>`, 'gi');

/** `socket` is where the page may open a websocket: `ws://127.0.0.1:PORT`, hosted `ws://127.0.0.1:*`. */
export function policyOf(html: string, socket: string): string {
  return [
    "default-src 'none'",
    // The search is WebAssembly; compiling it is all that this word allows.
    ["script-src 'self' 'wasm-unsafe-eval'", ...ownScriptsIn(html)].join(' '),
    "style-src 'self'",
    // The colours of highlighted code are style attributes, which can be neither hashed in advance nor run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/**
 * The same policy as the page's own element, for a host whose headers we do not write. `frame-ancestors` has no effect
 * there. The declaration of the encoding moves before it: browsers look for that in the first 1024 bytes only.
 */
export function withPolicy(html: string): string {
  const policy = policyOf(html, 'ws://127.0.0.1:*').replace(" frame-ancestors 'none';", '');
  const meta = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return html.replace(/<meta charset=[^>]*>/i, '').replace(/<head\b[^>]*>/i, (head) => head + meta);
}

/** Those of ours that stand in the page. */
function ownScriptsIn(html: string): Set<string> {
  const own = ownScripts();
  const hashes = [...html.matchAll(INLINE)].map(([, script = '']) => scriptHash(script, 'latin1'));
  return new Set(hashes.filter((each) => own.has(each)));
}
