/**
 * The words that the scripts of the table share. They are gone, and the directory is the old one, when a script ends.
 */
const WORDS = String.raw`
sql() { psql -X -q -v ON_ERROR_STOP=1 -d "$DB_NAME" -Atc "$1"; }

# edit FILE COMMAND: changes it with sed. The copy keeps its time, or Python would take the one's bytecode for the other's.
edit() { cp -p "$1" "$1.saved"; sed "$2" "$1.saved" > "$1"; }
restore() { mv "$1.saved" "$1"; }

# away FILE, back FILE
away() { mv "$1" "$1.away"; }
back() { mv "$1.away" "$1"; }

# shim NAME: a program of that name, read from standard input, comes first on the PATH. It finds the real one as $REAL.
shim() {
  mkdir "$PROJECT_DIR/.shim"
  { echo '#!/bin/sh'; echo "REAL='$(command -v "$1")'"; cat; } > "$PROJECT_DIR/.shim/$1"
  chmod +x "$PROJECT_DIR/.shim/$1"
  export PATH="$PROJECT_DIR/.shim:$PATH"
}
unshim() { rm -r "$PROJECT_DIR/.shim"; PATH=${'$'}{PATH#*:}; }

# occupy PORT: another program takes it
occupy() {
  python3 -c 'import socket, sys, time
taken = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("taken", flush=True)
time.sleep(600)' "$1" > "$PROJECT_DIR/.occupied" 2>&1 &
  echo $! > "$PROJECT_DIR/.occupier"
  until grep -q taken "$PROJECT_DIR/.occupied"; do kill -0 $!; sleep 0.1; done
}
vacate() { kill "$(cat "$PROJECT_DIR/.occupier")"; rm "$PROJECT_DIR"/.occup*; }

# migration FILE REVISION PARENT: a migration that somebody else has written
migration() {
  cat > "alembic/versions/$1.py" <<MIGRATION
revision = '$2'
down_revision = $3
def upgrade(): pass
def downgrade(): pass
MIGRATION
}
newest() { ls -t alembic/versions/*.py | head -n 1; }

packages=$(echo .venv/lib/python3.*/site-packages)
`;

const NAMES = 'sql edit restore away back shim unshim occupy vacate migration newest';

export function scriptOf(text: string): string {
  return [
    'here=$PWD',
    'cd "$PROJECT_DIR/backend"',
    WORDS,
    text,
    'cd "$here"',
    `unset -f ${NAMES}`,
    'unset here packages',
    '',
  ].join('\n');
}
