/**
 * The Content-Security-Policy of a page of a site with its own theme, built on this machine. Images, styles and fonts
 * may come from other hosts, but scripts may not: such a host could then run blocks here. The scripts that the build
 * has put into the page are allowed.
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
