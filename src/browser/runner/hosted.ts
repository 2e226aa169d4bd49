/**
 * Why a hosted page could not reach a runner on this machine. The browser only reports that it failed; the state of its
 * permissions tells a little more.
 */
type Reason = 'denied' | 'blocked' | 'unreached';

// the second is the name in Chromium before 147; TypeScript's list has neither
const NAMES = ['loopback-network', 'local-network-access'];

export async function whyNot(): Promise<Reason> {
  for (const name of NAMES) {
    const state = await navigator.permissions.query({ name: name as PermissionName }).then(
      (answer) => answer.state,
      () => null, // this browser does not know the name
    );
    // `prompt` tells nothing: Firefox does not ask yet, and in Chromium the reader may have closed the question
    if (state !== null) return state === 'denied' ? 'denied' : 'unreached';
  }
  return location.protocol === 'https:' ? 'blocked' : 'unreached';
}
