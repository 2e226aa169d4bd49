/** What the runner promises, clause by clause, in the words of its security specification. Each has rows in the table. */
export const SPECIFICATION = {
  // Lessons
  'lesson/listening': 'Listening on 127.0.0.1 has never been a control against a browser.',
  'lesson/rebinding': 'Origin == Host does not stop DNS rebinding. Only an exact Host allowlist stops it.',
  'lesson/null': 'A missing or null Origin is refused.',
  'lesson/served': 'The token is never in served HTML or JS and never minted on an open endpoint.',
  'lesson/choice': 'The page never chooses where the token goes.',
  'lesson/loopback':
    'Loopback is not exempt from authentication or rate limits, and no extra field bypasses the limiter.',
  'lesson/one gate': 'Every endpoint goes through one gate, one function.',
  'lesson/compiled': 'The server executes only blocks it compiled itself.',

  // Surface
  surface: 'One static GET surface and one websocket at /__guidepost/ws. No POST, no CORS header, no cookie.',
  bind: "Bind { host: '127.0.0.1', exclusive: true }, the literal.",
  'bind all': 'No "bind all" flag.',
  'port/derived': 'Port derived from the content folder.',
  'port/next': 'Next free on collision.',
  'port/pin': '--port to pin.',
  'front/header size': 'maxHeaderSize 8192.',
  'front/headers timeout': 'headersTimeout 5000.',
  'front/request timeout': 'requestTimeout 10000.',
  'front/checking': 'connectionsCheckingInterval 1000.',
  'front/keep alive': 'keepAliveTimeout 5000.',
  'front/connections': 'maxConnections 64.',
  'front/order': 'Then, in this order, in one function used by both requests and upgrades.',
  'front/version': 'HTTP version 1.1, else 400.',
  'front/target': 'Target begins with exactly one /, no #, \\, NUL, at most 2048 characters, else 400.',
  'front/one host': 'Exactly one Host in rawHeaders, else 400 (Node silently keeps the first of two).',
  'front/host': 'Host, lower-cased, is exactly 127.0.0.1:PORT or localhost:PORT, else 403.',
  'front/compared': 'String comparison, no parsing.',
  'front/forwarded': 'Forwarded headers are never read.',
  'front/one origin': 'More than one Origin → 403.',
  'front/origin': 'An Origin that is present and not in the exact set → 403.',
  'front/origin required': 'On an upgrade it is required.',
  'front/body': 'A body on GET → 413.',
  'front/method': 'Other methods → 405.',
  'front/service worker': 'A service-worker script request → 403.',
  'front/sec-fetch': 'Do not decide on Sec-Fetch-*.',
  'origins/local': 'Origins: the two local ones.',
  'origins/hosted': 'Plus each hosted one named with --site https://….',
  'origins/exact': 'Exact strings, no wildcard.',

  // Token
  'token/bytes': '32 random bytes, base64url.',
  'token/per origin': 'One per process and allowed origin, valid only with that origin.',
  'token/file': 'In memory and in a 0600 file in a 0700 runtime folder.',
  'token/dies': 'Dies with the process.',
  'token/rotate': 'guidepost rotate replaces it and closes every socket.',
  'token/second secret': 'A second secret that the page never sends lets the server prove itself.',
  'token/fragment': 'Delivered in the URL fragment, never in a query, header, cookie or page.',
  'token/browser': "The browser is opened through a 0600 redirect file: no secret stands in a process's arguments.",
  'token/arrival': 'The first script in the head reads the fragment and replaces the URL.',
  'token/host': 'The host is hard-coded in the page; only a port of digits is accepted from the fragment.',

  // Transport
  'transport/echo': 'The server answers only guidepost.v1.',
  'transport/protocol': 'Subprotocols guidepost.v1 and guidepost.auth.TOKEN.',
  'transport/before': 'Checked before the upgrade.',
  'transport/timing': 'Hash both sides, then timingSafeEqual.',
  'transport/401': 'Failure: 401.',
  'transport/counted': 'Counted globally.',
  'transport/429': 'Over 10 a minute, 429 for new unauthenticated upgrades.',
  'transport/inside': 'Never for those already in.',
  'transport/foreign': 'Cross-origin attempts do not count.',

  // Hello
  'hello/first': "The server's first message proves knowledge of the second secret.",
  'hello/over': 'HMAC over a nonce from the page, the origin and the host.',
  'hello/page': 'The page sends no input value before it has verified that.',

  // Frames
  'frames/ws': 'ws ≥ 8.21, noServer.',
  'frames/payload': 'maxPayload 65536.',
  'frames/deflate': 'perMessageDeflate false.',
  'frames/fragments': 'maxFragments 16.',
  'frames/chunks': 'maxBufferedChunks 256.',
  'frames/text': 'Text only (binary → 1003).',
  'frames/slow': 'A message must complete within 5 s (empty fragments are not counted by ws).',
  'frames/sockets': 'At most 8 sockets.',
  'frames/rate': '30 messages a second, burst 60.',
  'frames/ping': 'Ping every 20 s.',

  // Messages
  'messages/strict': 'One strict schema, unknown keys refused.',
  'messages/patterns': 'Ids and hashes by pattern.',
  'messages/maps': 'Registries are Map.',
  'messages/declared': 'Environments are built from declared names only, never by spreading a parsed object.',
  'messages/run id': 'A runId seen before is refused.',
  'messages/malformed': 'A malformed frame closes that socket and nothing else.',

  // What may run
  'run/hash': 'A SHA-256 over id, interpreter, cwd, input declarations and code.',
  'run/page': 'The page shows the hash of what it displays and sends it back.',
  'run/unknown': 'Unknown id → unknown_block.',
  'run/stale': 'Other hash → stale_block.',
  'run/memory': 'The bytes in memory are executed, not the file read again.',
  'run/watch': 'In watch mode a change removes the old hash.',
  'run/hidden': 'The build refuses bidirectional controls, zero-width and control characters in code.',

  // Trust
  'trust/first': 'The first time a content folder is served the terminal lists what is new and asks.',
  'trust/changed': 'Whenever its blocks have changed since.',
  'trust/yes': '--yes for CI.',
  'trust/confirm': 'Blocks with confirm ask in the page.',
  'trust/terminal': 'In the terminal too when the request came from a hosted origin.',

  // Inputs
  'inputs/environment': 'Inputs are environment variables, never text in a script.',
  'inputs/names': 'Of declared names (^[A-Z][A-Z0-9_]{0,63}$).',
  'inputs/refused': 'Refused names: PATH, HOME, SHELL, IFS, ENV, BASH_ENV, …',
  'inputs/values': 'Values: at most 8 KiB, no NUL, valid Unicode, checked against type and pattern on the server.',
  'inputs/int': 'int is checked as digits on the server, because bash arithmetic executes hostile text.',

  // Secrets
  'secrets/stored': 'Secrets are never stored.',
  'secrets/masked': 'Their value is replaced by *** in output before socket and journal.',
  'secrets/forms': 'And its base64 and URL-encoded forms.',
  'secrets/chunks': 'Also across chunk borders.',
  'secrets/manual': 'The manual states the limit: a script that transforms a secret defeats it.',

  // Processes
  'processes/folder': 'Script in a 0700 temporary folder.',
  'processes/file': 'File 0600.',
  'processes/removed': 'Removed after the run.',
  'processes/no -c': 'Not bash -c (arguments are world-readable and end at 128 KiB).',
  'processes/stdin': "stdin is 'ignore': with a pipe and no SHLVL bash sources ~/.bashrc.",
  'processes/bash env': '--norc --noprofile does not stop BASH_ENV, so it is unset.',
  'processes/term': 'Stop, timeout, shutdown: TERM to the group.',
  'processes/kill': '3 s, KILL.',
  'processes/exit': 'A run ends on exit; pipes held open by a daemon get 500 ms.',
  'processes/tab': 'A closed tab does not kill a run.',

  // Site
  'site/map': 'Served from a map built by walking the output folder once (no path join per request).',
  'site/links': 'No symlinks.',
  'site/dotfiles': 'No dotfiles.',
  'site/policy': 'Content-Security-Policy by header with hashes.',
  'site/headers':
    'X-Frame-Options, Cross-Origin-Resource-Policy, Cross-Origin-Opener-Policy, nosniff, no-referrer, no-store.',
  'site/hosted': 'Hosted: the same policy as a meta element.',
  'site/frame': 'Run stays disabled inside a frame.',
  'site/text': 'Output is text nodes.',
  'site/sgr': 'Of escape sequences only SGR is honoured (OSC 8 and OSC 52 are dropped).',
  'site/third party': 'No third-party script on a page that can run things.',

  // Journal and log
  'journal/modes': 'Journal folder 0700, files 0600.',
  'journal/links': 'Opened with O_NOFOLLOW.',
  'log/refusals': 'Refusals are logged, rate-limited.',
  'log/forged': 'A newline in a value cannot forge a line.',
  'log/runs': 'The terminal prints each run as it starts: origin, block, first line.',

  // Hosted docs
  'hosted/local first': 'The command serves the same site on 127.0.0.1; the link to the same path carries no secret.',
  'hosted/consent': 'Pairing a hosted origin directly is opt-in, by --site, with consent in the terminal.',
  'hosted/click': 'And only on a click in the page.',
  'not built': 'TLS on loopback, remote bind, wildcard origins, a "no token" flag, tokens that outlive the process.',
} as const;

export type Clause = keyof typeof SPECIFICATION;
