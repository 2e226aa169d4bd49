import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the built site, in memory. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * Reads the built site into memory, by request path ("/", "/guide/", "/guide/index.html" …) below `base`. A request
 * then never accesses the disk.
 */
export function walkSite(folder: string, base = '/'): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  walk(folder, base, assets);
  return assets;
}

/** Skips symbolic links and dotfiles: either could publish something by mistake. */
function walk(folder: string, prefix: string, assets: Map<string, Asset>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, `${prefix}${entry.name}/`, assets);
    if (!entry.isFile()) continue;
    const type = TYPES.get(extname(entry.name).toLowerCase()) ?? 'application/octet-stream';
    const asset = { type, body: readFileSync(path) };
    assets.set(`${prefix}${entry.name}`, asset);
    if (entry.name === 'index.html') assets.set(prefix, asset);
  }
}

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.md', 'text/markdown; charset=utf-8'],
  ['.xml', 'application/xml; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
  ['.avif', 'image/avif'],
  ['.ico', 'image/x-icon'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
  ['.wasm', 'application/wasm'],
  ['.webmanifest', 'application/manifest+json'],
]);
