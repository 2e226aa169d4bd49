/**
 * The Content-Security-Policy of one page: it allows only the site's own files and, by hash, the inline scripts of
 * own-scripts.ts. A script injected into a page could execute commands on the reader's machine. Pages are latin1
 * strings here, one character per byte, because hashes are of bytes.
 */
import { ownScripts, scriptHash } from './own-scripts.ts';

const ATTRIBUTES = `(?:"[^"]*"|'[^']*'|[^>"'])*`;
const INLINE = new RegExp(`<script\\b${ATTRIBUTES}>([\\s\\S]*?)</script\\s*>`, 'gi');

/**
 * `socket`: the address of websockets that the page may open, `ws://127.0.0.1:PORT` or, if hosted, `ws://127.0.0.1:*`.
 */
export function policyOf(html: string, socket: string): string {
  return [
    "default-src 'none'",
    // The search is WebAssembly, and `wasm-unsafe-eval` only allows compiling that.
    ["script-src 'self' 'wasm-unsafe-eval'", ...ownScriptsIn(html)].join(' '),
    "style-src 'self'",
    // The colors of highlighted code are style attributes. They cannot be hashed in advance, but cannot run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    // A worker would fetch without asking whether the runner has proven itself.
    "worker-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/**
 * Puts the policy into the page as a meta element, for a host whose headers we do not control. `frame-ancestors` has no
 * effect there. The charset is declared before it, because browsers look for that in the first 1024 bytes only.
 */
export function withPolicy(html: string): string {
  const policy = policyOf(html, 'ws://127.0.0.1:*').replace(" frame-ancestors 'none';", '');
  const meta = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return html.replace(/<meta charset=[^>]*>/i, '').replace(/<head\b[^>]*>/i, (head) => head + meta);
}

/** The hashes of the allowed scripts that this page contains. */
function ownScriptsIn(html: string): Set<string> {
  const own = ownScripts();
  const hashes = [...html.matchAll(INLINE)].map(([, script = '']) => scriptHash(script, 'latin1'));
  return new Set(hashes.filter((each) => own.has(each)));
}
