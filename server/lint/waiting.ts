/**
 * Finds commands that would make a step wait: a server, which never ends, and a program that wants to read what
 * somebody types. Only commands that are certain are told: the same program with an option may end by itself.
 */
import type { Block, Runbook } from '../../src/runbook/model.ts';
import { commandsIn } from './commands-in.ts';
import type { Command } from './commands-in.ts';
import type { Finding } from './finding.ts';
import { isShell } from './block-rules.ts';

const SERVERS: readonly RegExp[] = [
  /^python3? -m (?:http\.server|uvicorn|gunicorn|flask (?:\S+ )*run)\b/,
  /^python3? (?:\S*\/)?(?:manage\.py runserver|server\.py)\b/,
  /^(?:uvicorn|gunicorn|hypercorn|daphne|waitress-serve) /,
  /^flask (?:\S+ )*run\b/,
  /^(?:fastapi|litestar) (?:dev|run)\b/,
  /^(?:npm|pnpm|yarn|bun) (?:run )?(?:dev|start|serve|watch)(?= |$)/,
  /^(?:vite|nodemon)(?= -| dev| preview| serve|$)/,
  /^(?:next|nuxt|astro|remix|gatsby) (?:dev|start|preview|develop)\b/,
  /^ng serve\b/,
  /^(?:\S*\/)?rails (?:s|server)(?= |$)/,
  /^php (?:.* )?(?:-S |artisan serve\b)/,
  /^(?:jekyll|mkdocs|zola) serve\b|^hugo server\b/,
  /^docker[ -]compose (?:\S+ )*up\b(?!.* (?:-d|--detach|--wait)\b)/,
  /^redis-server\b(?!.* --daemonize yes)/,
  /^mongod\b(?!.* --fork)/,
  /^nginx .*daemon off/,
  /^kubectl (?:\S+ )*(?:port-forward|proxy)\b/,
  /^minikube tunnel\b/,
  /^node (?:--\S+ )*(?:\S*\/)?server\.[cm]?[jt]s\b/,
  /^(?:tail|journalctl) (?:.* )?(?:-[a-zA-Z]*[fF]|--follow)\b/,
  /^(?:docker|kubectl) (?:compose )?logs (?:.* )?(?:-f|--follow)\b/,
  /^watch /,
  /^celery .*\bworker\b/,
];

const TYPED: readonly RegExp[] = [
  /^read(?= |$)(?!.* -\w*[tu])/,
  /^select \w+ in\b/,
  /^psql(?!.* (?:-[A-Za-z]*[cfl]|--command|--file|--list))(?= |$)/,
  /^(?:mysql|mariadb) (?:.* )?(?:-p|--password)$|^(?:mysql|mariadb) (?:.* )?(?:-p|--password) /,
  /^(?:mysql|mariadb)(?!.* (?:-[A-Za-z]*e|--execute))(?= |$)/,
  /^mongosh(?!.* --eval\b)(?= |$)/,
  /^(?:python3?|node|irb|ghci|redis-cli|sqlite3|bash|sh|zsh|bc|ftp)$/,
  /^sqlite3 [^\s-]\S*$/,
  /^(?:vim?|nvim|nano|emacs|pico|top|htop|less|more|mc) ?/,
  /^passwd\b/,
  /^ssh-keygen(?!.* -(?:N|l|y|R|F|A)\b)/,
  /^ssh (?:-[46AaCfGgKkMNnqsTtVvXxYy]+ |-[pilFJo] \S+ )*[^\s-]\S*$/,
  /^gh auth login(?!.* --with-token)/,
  /^docker login(?!.* --password-stdin)(?!.* -p )/,
  /^npm (?:login|adduser)\b/,
  /^(?:npm|yarn) init(?!.* (?:-y|--yes)\b)(?!.* \S+@| [a-z])/,
  /^(?:docker|podman|kubectl) (?:.* )?(?:-it|-ti|--interactive --tty|-i -t)\b/,
  /^sudo (?:-i|-s|su)(?= |$)|^su(?= |$)(?!.* -c\b)/,
  /^crontab -e\b/,
  /^git (?:rebase (?:.* )?(?:-i|--interactive)|add (?:.* )?(?:-p|-i|--patch|--interactive))(?= |$)/,
];

/** How a program is started by another one. */
const STARTED_BY =
  /^(?:sudo (?!-|su )|exec |command |env |time |nice |npx (?:-y |--yes )?|pnpm (?:exec|dlx) |bunx |uv run |poetry run |pipenv run |bundle exec |[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*) )/;

export function waitingFindings({ blocks }: Runbook): readonly Finding[] {
  return blocks.filter(isStep).flatMap((block) => commandsIn(block.script).flatMap((command) => told(block, command)));
}

function isStep(block: Block): boolean {
  return isShell(block) && block.kind !== 'service' && !block.tty && block.language !== 'console';
}

function told(block: Block, { text, line, isFed, isBackground }: Command): readonly Finding[] {
  const bare = withoutStarter(text);
  if (/(?:^| )(?:--?help|--?version|-V|-h)(?= |$)/.test(bare)) return [];
  const of = (message: string): readonly Finding[] => [
    { file: block.file, line: block.line + line, level: 'warning', rule: 'waits', message },
  ];
  if (!isBackground && SERVERS.some((server) => server.test(bare)))
    return of(`${shown(bare)} runs until it is stopped, so this step would never end; write service on the block`);
  if (!isFed && TYPED.some((program) => program.test(bare)))
    return of(`${shown(bare)} waits for typed input; write tty on the block, or declare an input`);
  return [];
}

function withoutStarter(text: string): string {
  const rest = text.replace(STARTED_BY, '');
  return rest === text ? text : withoutStarter(rest);
}

function shown(command: string): string {
  return command.length > 40 ? `${command.slice(0, 40).trimEnd()}…` : command;
}
