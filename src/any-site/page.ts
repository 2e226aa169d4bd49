/** What the pages of somebody else's site load of ours. */
import '../browser/runner/credential-relay.ts';
import '../browser/index.ts';
