/**
 * Why a page of the internet did not reach a runner on this machine. The browser tells it nothing but that it failed;
 * what it was told about permissions narrows that down.
 */
type Reason = 'denied' | 'blocked' | 'unreached';

// the second name is the one of Chromium before 147; no list of names that TypeScript knows has either
const NAMES = ['loopback-network', 'local-network-access'];

export async function whyNot(): Promise<Reason> {
  for (const name of NAMES) {
    const state = await navigator.permissions.query({ name: name as PermissionName }).then(
      (answer) => answer.state,
      () => null, // a name that this browser does not know
    );
    // `prompt` says nothing: Firefox does not ask yet, and in Chromium the reader may have closed the question
    if (state !== null) return state === 'denied' ? 'denied' : 'unreached';
  }
  return location.protocol === 'https:' ? 'blocked' : 'unreached';
}
