/**
 * What the runner promises: the clauses follow its security specification, told in our own words. Each has rows in the
 * table.
 */
export const SPECIFICATION = {
  // Lessons
  'lesson/listening': 'A browser reaches 127.0.0.1 too, so listening there keeps no page out.',
  'lesson/rebinding': 'DNS rebinding gets past Origin == Host and fails only at an exact Host allowlist.',
  'lesson/null': 'No socket opens to a null Origin, or to none at all.',
  'lesson/served': 'No served HTML or JS holds the token, and no open endpoint hands one out.',
  'lesson/choice': 'Where the token goes is not up to the page.',
  'lesson/loopback':
    'Callers on loopback need a token and are rate-limited too; an extra field gets none past the limiter.',
  'lesson/one gate': 'A single function is the gate to all endpoints.',
  'lesson/compiled': 'A block that the server did not compile itself does not run.',

  // Surface
  surface:
    'Static GET and one websocket, /__guidepost/ws, are all there is: POST, CORS headers and cookies are absent.',
  bind: "The server listens with { host: '127.0.0.1', exclusive: true }, an address and not a name.",
  'bind all': 'No flag binds all addresses.',
  'port/derived': 'The port follows from the content folder.',
  'port/next': 'A taken port gives way to the next free one.',
  'port/pin': '--port fixes the port.',
  'front/header size': 'Headers fit into 8192 bytes (maxHeaderSize).',
  'front/headers timeout': 'Headers arrive within 5000 ms (headersTimeout).',
  'front/request timeout': 'A request is complete within 10000 ms (requestTimeout).',
  'front/checking': 'Late connections are looked for every 1000 ms (connectionsCheckingInterval).',
  'front/keep alive': 'An idle connection has a keepAliveTimeout of 5000 ms.',
  'front/connections': 'The server holds 64 connections at most (maxConnections).',
  'front/order': 'Requests and upgrades meet the same rules, in one order, in one function.',
  'front/version': 'Any HTTP version but 1.1 gets 400.',
  'front/target':
    'A target gets 400 unless it starts with exactly one /, is free of #, \\ and NUL, and has 2048 characters or fewer.',
  'front/unreadable': 'What cannot be read as a request is refused with the headers of every answer.',
  'front/one host':
    'Unless rawHeaders hold exactly one Host, the answer is 400 (of two, Node quietly drops the second).',
  'front/host': 'A Host, in lower case, other than 127.0.0.1:PORT and localhost:PORT gets 403.',
  'front/compared': 'Hosts are compared as strings and never parsed.',
  'front/forwarded': 'No forwarded header is read.',
  'front/one origin': 'A second Origin gets 403.',
  'front/origin': 'An Origin outside the exact set gets 403.',
  'front/origin required': 'An upgrade without an Origin is refused.',
  'front/body': 'A GET that has a body gets 413.',
  'front/method': 'Every method but GET gets 405.',
  'front/service worker': 'A request for the script of a service worker gets 403.',
  'front/sec-fetch': 'Sec-Fetch-* headers decide nothing.',
  'origins/local': 'Pages of this machine have one origin, http://127.0.0.1:PORT; localhost leads there.',
  'origins/hosted': 'A hosted origin joins them once --site https://… names it.',
  'origins/exact': 'Origins match as exact strings, without wildcards.',

  // Token
  'token/bytes': 'A token is 32 random bytes in base64url.',
  'token/per origin': 'A process makes one token for each allowed origin, good for no other.',
  'token/file': 'Memory holds the token, and so does a 0600 file whose runtime folder is 0700.',
  'token/dies': 'When the process ends, so does its token.',
  'token/rotate': 'guidepost rotate makes a new token and leaves no socket open.',
  'token/pass':
    'A page that was let in comes back after a restart by a pass of the same folder, port and origin, made after the restart and good once.',
  'token/second secret': 'The server proves itself with a second secret, which no page sends.',
  'token/fragment': "The URL's fragment brings the token; no page, query, cookie or header does.",
  'token/browser': 'A 0600 redirect file opens the browser, and no process has a secret among its arguments.',
  'token/arrival': 'The first script of the head takes the fragment, then replaces the URL.',
  'token/scope': 'While a page stands, its key is in no storage and no name that its scripts can read.',
  'token/fixation': 'Keys from an address replace nothing, and are told to no tab, until the runner has proven them.',
  'token/host': 'The page has its host built in and takes nothing from the fragment but a port of digits.',

  // Transport
  'transport/echo': 'The server answers no protocol but guidepost.v1.',
  'transport/protocol': 'A socket needs two subprotocols, guidepost.auth.TOKEN and guidepost.v1.',
  'transport/before': 'No upgrade happens until its token is checked.',
  'transport/timing': 'Both sides are hashed, and timingSafeEqual compares them.',
  'transport/401': 'Without the right token the answer is 401.',
  'transport/counted': 'All origins share one count of failures.',
  'transport/429': 'Beyond 10 a minute, a new upgrade with no valid token gets 429.',
  'transport/inside': 'Whoever is in already is spared the 429.',
  'transport/foreign': 'Attempts from a foreign origin are left out of the count.',

  // Hello
  'hello/first': 'With its first message the server shows that it knows the second secret.',
  'hello/over': "An HMAC ties the proof to the page's nonce, to the origin and to the host.",
  'hello/again':
    'Once the connection was lost, the page fetches nothing from its port until the runner has proven itself again.',
  'hello/page': 'No input value leaves the page until the proof holds.',

  // Frames
  'frames/ws': 'Sockets are handled by ws ≥ 8.21 with noServer.',
  'frames/payload': 'A message holds 65536 bytes at most (maxPayload).',
  'frames/deflate': 'Messages are never compressed (perMessageDeflate false).',
  'frames/fragments': 'A message comes in 16 fragments at most (maxFragments).',
  'frames/chunks': '256 chunks are buffered at most (maxBufferedChunks).',
  'frames/text': 'Text is all that passes; binary gets 1003.',
  'frames/slow': 'A message has 5 s to be complete, though ws does not count empty fragments.',
  'frames/sockets': 'No more than 8 sockets are open at a time.',
  'frames/rate': 'A socket is read at 30 messages a second, with a burst of 60.',
  'frames/ping': 'Each socket is pinged every 20 s.',

  // Messages
  'messages/strict': 'Messages fit one strict schema, and an unknown key is refused.',
  'messages/patterns': 'Every id and every hash matches a pattern.',
  'messages/maps': 'Each registry is a Map.',
  'messages/declared': 'Only declared names enter an environment, and no parsed object is spread into it.',
  'messages/run id': 'No runId is accepted twice.',
  'messages/throw': 'No message makes the runner throw.',
  'messages/malformed': 'A malformed frame costs that socket alone.',

  // What may run
  'run/hash': "A block's SHA-256 covers its code, id, interpreter, cwd and input declarations.",
  'run/page': 'The page shows and returns the hash of the text it displays.',
  'run/unknown': 'An unknown id gets unknown_block.',
  'run/stale': 'A hash that differs gets stale_block.',
  'run/memory': 'What runs is the bytes in memory; the file is not opened again.',
  'run/watch': 'After a change in watch mode the old hash is gone.',
  'run/hidden': 'No character that hides itself or others stands in code, or in words that a reader approves or sees.',

  // Changes of files
  'change/asked': 'No file is changed for a page that was not shown the difference.',
  'change/shown': 'A change is made exactly as it was shown, or not at all.',
  'change/workspace': 'A changed file lies in the workspace.',
  'change/link': 'No link is followed on the way to a file that is changed.',
  'change/undo': 'Undo puts back what a file was, but not over an edit that was made since.',

  // Trust
  'trust/first': 'Before a content folder is first served, the terminal lists the new blocks and asks.',
  'trust/changed': 'Blocks that have changed since are asked about again.',
  'trust/yes': '--yes answers for CI.',
  'trust/confirm': 'A block with confirm runs only after the page has asked.',
  'trust/question': 'The runner asks, and an answer carries the nonce of its question: one run, one block, one socket.',
  'trust/terminal': 'For a hosted origin the terminal asks as well.',
  'trust/typing': 'What a hosted page types into a terminal is code, and needs the consent of the terminal.',
  'trust/folder': 'A hosted page learns of a folder, and works in it, only with the consent of the terminal.',
  'sessions/owner': 'A session belongs to the origin that opened it; no other origin lists, reads or touches it.',

  'trust/whole': 'What is shown for approval is whole: nothing is cut, folded or hidden without a mark.',
  'trust/page code': 'Code of pages is listed and asked about before it is compiled, and again when it has changed.',

  // Connect
  'connect/data':
    'What a host sends is data: more than the pages that a guide names and its practice folder is refused.',
  'connect/bounded': 'What a host sends is refused before it takes minutes or gigabytes to read.',
  'connect/approved': 'What was approved is hashed again, and only those bytes are served.',

  // Content
  'content/front matter': 'Front matter has one form, and what another reader could take for front matter is refused.',
  'content/html':
    'HTML in a guide passes an allow-list: nothing that runs, covers other things or imitates a part of ours.',
  'content/links': 'No page and no practice folder is, or holds, a link out of the guide.',

  // Inputs
  'inputs/environment': 'An input reaches a script through the environment and never becomes part of its text.',
  'inputs/names': 'An input has a declared name (^[A-Z][A-Z0-9_]{0,63}$).',
  'inputs/refused': 'No input is called BASH_ENV, ENV, HOME, IFS, PATH, SHELL, …',
  'inputs/values': 'A value is valid Unicode without NUL, 8 KiB at most, and the server checks its type and pattern.',
  'inputs/int': 'The server lets an int be digits only, since arithmetic in bash runs hostile text.',

  // Secrets
  'secrets/stored': 'No secret is stored, nor what a block has made of it.',
  'secrets/ever': 'What was once a secret in a session stays masked when it is replaced or cleared.',
  'secrets/masked': 'Output shows *** in place of a secret before it reaches socket and journal.',
  'secrets/forms':
    'A secret is masked alike in UTF-8, UTF-16, base64, base32, hex, an address, a mail, JSON and HTML, by the alphabet and not by one spelling.',
  'secrets/chunks': 'Masking holds across chunk borders.',
  'secrets/manual': 'The manual says that masking ends where a script transforms a secret.',

  // Processes
  'processes/folder': 'A script lies in a temporary folder of mode 0700.',
  'processes/file': "The script's file has mode 0600.",
  'processes/removed': 'No script is left after its run.',
  'processes/no -c': 'Scripts avoid bash -c (all users can read arguments, and 128 KiB is their limit).',
  'processes/stdin': "stdin is 'ignore', since from a pipe and without SHLVL bash would source ~/.bashrc.",
  'processes/bash env': 'BASH_ENV is unset, since --norc --noprofile lets it through.',
  'processes/term': 'A stop, a timeout or a shutdown sends TERM to the group.',
  'processes/kill': 'KILL follows after 3 s.',
  'processes/sweep': 'What a run has left is known by what it inherited, a marker and on Linux a limit, and is ended.',
  'processes/next start': 'A start ends what the runs of a runner that died have left.',
  'processes/exit':
    'A run is over soon after its exit: a daemon that holds its pipes and prints nothing is not waited for.',
  'processes/tab': 'A run outlives the tab that started it.',

  // Site
  'site/map': 'Pages come from a map made in one walk of the output folder; no request joins a path.',
  'site/links': 'Symlinks are not served.',
  'site/dotfiles': 'Dotfiles are not served.',
  'site/policy':
    'Content-Security-Policy comes as a header and holds the hashes of the product’s own scripts only, known by their files.',
  'site/headers':
    'Answers carry nosniff, no-referrer, no-store (but for a file that is named by the hash of its content), X-Frame-Options, Cross-Origin-Opener-Policy and Cross-Origin-Resource-Policy.',
  'site/hosted': 'A hosted page carries the same policy in a meta element.',
  'site/frame': 'A framed page leaves Run disabled.',
  'site/text': 'Output reaches the page as text nodes only.',
  'site/sgr': 'SGR is the only escape sequence with an effect; OSC 52 and OSC 8 are dropped.',
  'site/third party': 'Where a page can run things, every script is our own.',

  // What leaves
  'leaves/terminal':
    'Of escape sequences the command line prints none but colors, whatever a program or a guide has put there.',
  'leaves/report': 'A report shows titles, places and output as text.',

  // Development
  'dev/door': 'The development server answers nothing, requests or upgrades, but behind the same front door.',
  'dev/parts': 'It hands out pages and the modules that they are made of, and no other file of a checkout.',

  // Journal and log
  'journal/modes': 'The journal is a 0700 folder of 0600 files.',
  'journal/links': 'The journal opens its files with O_NOFOLLOW.',
  'journal/plain': 'Only a plain file of this user is read as one of ours.',
  'log/refusals': 'Refusals are written to the log at a limited rate.',
  'log/mistakes': 'What one socket can make the runner say of its own mistakes is limited, too.',
  'log/forged': 'No value with a newline makes a line of its own.',
  'log/runs': 'As a run starts, the terminal shows its origin, its block and its first line.',

  // Hosted docs
  'hosted/local first': 'The command serves this site from 127.0.0.1; its link to the same path there holds no secret.',
  'hosted/consent': 'A hosted origin pairs directly only by --site, after consent at the terminal.',
  'hosted/click': 'A hosted page connects on a click, and not before.',
  'not built':
    'There is no remote bind, no TLS on loopback, no wildcard origin, no "no token" flag and no token that outlives its process.',
} as const;

export type Clause = keyof typeof SPECIFICATION;
