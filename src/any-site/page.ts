/** Our scripts and styles for the pages of somebody else's site. */
import '../browser/runner/credential-relay.ts';
import '../browser/index.ts';
