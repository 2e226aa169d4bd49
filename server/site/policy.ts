/**
 * The Content-Security-Policy of one page: nothing is allowed but its own files, and exactly the inline scripts and
 * styles that the build wrote into it, by hash. Script that somebody injects into a page would mean commands executed.
 * A page is `latin1` here, a character for each byte: hashes are over bytes, and nothing has to be decoded for them.
 */
import { createHash } from 'node:crypto';

const ATTRIBUTES = `(?:"[^"]*"|'[^']*'|[^>"'])*`;
const INLINE = new RegExp(`<(script|style)\\b(${ATTRIBUTES})>([\\s\\S]*?)</\\1\\s*>`, 'gi');

/**
 * `socket` is where the page may open a websocket: `ws://127.0.0.1:PORT`, hosted `ws://127.0.0.1:*`. `trusted` is the
 * page whose inline scripts are allowed: another than the page itself where its author is not to be trusted with any.
 */
export function policyOf(html: string, socket: string, trusted: string = html): string {
  const { scripts, styles } = inlineHashes(trusted);
  return [
    "default-src 'none'",
    // The search is WebAssembly; compiling it is all that this word allows.
    ["script-src 'self' 'wasm-unsafe-eval'", ...scripts].join(' '),
    ["style-src 'self'", ...styles].join(' '),
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

function inlineHashes(html: string): { scripts: string[]; styles: string[] } {
  const [scripts, styles] = [new Set<string>(), new Set<string>()];
  for (const [, tag, attributes, content] of html.matchAll(INLINE)) {
    if (/\ssrc\s*=|\stype\s*=\s*["']?application\/json/i.test(attributes ?? '')) continue;
    (tag?.toLowerCase() === 'script' ? scripts : styles).add(hash(content ?? ''));
  }
  return { scripts: [...scripts], styles: [...styles] };
}

/** As the browser sees it: its parser has already turned CRLF and CR into LF. */
function hash(content: string): string {
  const text = content.replace(/\r\n?/g, '\n');
  return `'sha256-${createHash('sha256').update(text, 'latin1').digest('base64')}'`;
}
