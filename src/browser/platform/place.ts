/** Whether the page is served by a runner on this machine, not by a host of the internet. */
export function isLocal(): boolean {
  return location.hostname === '127.0.0.1' || location.hostname === 'localhost';
}
