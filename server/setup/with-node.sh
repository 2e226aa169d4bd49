#!/bin/sh
# with-node.sh FILE [ARG...] runs FILE with a Node that is new enough. Every command starts here, so this must work on a
# machine that has only npm and any Node: if the lock file has changed, it installs the dependencies, which on Linux
# include a Node.
set -u

cd "$(dirname "$0")/../.." || exit 2
installed=node_modules/.guidepost-lock.json

say() { printf '%s\n' "$*" >&2; }

install() {
  if ! command -v npm >/dev/null 2>&1; then
    say 'Guidepost needs npm, which comes with Node: https://nodejs.org/en/download'
    return 1
  fi
  say 'Installing the dependencies (once; about a minute) …'
  # A fresh clone gets exactly what the lock file lists. Later installations change node_modules in place, because it may
  # be in use. --no-save: another version of npm would rewrite the lock file.
  if [ -d node_modules ]; then how='install --no-save'; else how=ci; fi
  # shellcheck disable=SC2086 # two words
  npm $how --no-fund --no-audit --loglevel=error >&2 || {
    say "npm $how failed; see its message above. It asked the registry $(npm config get registry 2>/dev/null)"
    return 1
  }
  cp package-lock.json "$installed"
}

# Node 22.18 and 23.6 are the first versions that run TypeScript files without a flag.
capable() {
  "$1" -e 'var v = process.versions.node.split(".").map(Number), least = { 22: 18, 23: 6 }[v[0]];
    process.exit(v[0] > 23 || v[1] >= least ? 0 : 1)' 2>/dev/null
}

cmp -s package-lock.json "$installed" || install || exit 2

for node in ./node_modules/.bin/node "$(command -v node)"; do
  if capable "$node"; then
    exec "$node" "$@"
  fi
done

say "Guidepost needs Node 22.18 or newer; this is $(node --version 2>/dev/null || echo none)."
case "$(uname -s)" in
  Darwin) say 'Get it with: brew install node    or from https://nodejs.org/en/download' ;;
  *) say 'Get it from https://nodejs.org/en/download    or, where npm is allowed to: npm install --global n && n 24' ;;
esac
exit 2
