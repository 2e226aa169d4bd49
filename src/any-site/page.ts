/** What the pages of somebody else's site load of ours. */
import '../browser/runner/usher.ts';
import '../browser/index.ts';
