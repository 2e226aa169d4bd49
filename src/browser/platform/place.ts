/** Whether a runner on this machine serves the page, rather than a host on the internet. */
export function isLocal(): boolean {
  return location.hostname === '127.0.0.1' || location.hostname === 'localhost';
}
