/**
 * The Content-Security-Policy of a page whose site has a theme of its own, and which this machine has built. Pictures,
 * styles and fonts may come from other hosts; script may not, or that host could start blocks here: what runs is what
 * the build has put into the page.
 */
import { scriptHash } from './own-scripts.ts';

const INLINE = /<script\b(?:"[^"]*"|'[^']*'|[^>"'])*>([\s\S]*?)<\/script\s*>/gi;

/** `html` is `latin1`, as in policy.ts. */
export function themedPolicy(html: string, socket: string): string {
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...new Set(scriptsIn(html))].join(' '),
    "style-src 'self' 'unsafe-inline' https:",
    "img-src 'self' data: blob: https:",
    "font-src 'self' data: https:",
    "media-src 'self' data: blob: https:",
    "frame-src 'self' https:",
    "manifest-src 'self'",
    `connect-src 'self' ${socket}`,
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "object-src 'none'",
  ].join('; ');
}

function scriptsIn(html: string): string[] {
  return [...html.matchAll(INLINE)].map(([, script = '']) => scriptHash(script, 'latin1'));
}
