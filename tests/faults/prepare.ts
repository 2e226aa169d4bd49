/** Faults of the page "Before you start". */
import type { Fault } from './fault.ts';

export const prepare: readonly Fault[] = [
  {
    block: 'tools',
    fault: 'an old Python comes first on the PATH',
    break: `shim python3 <<'END'\ncase "$*" in *version*) echo Python 3.9.18 ;; *) exec "$REAL" "$@" ;; esac\nEND`,
    mend: 'unshim',
    says: /3\.9\.18 is a VERSION, but not >=3\.11/,
  },
  {
    block: 'practice-tools',
    fault: 'psql is of an older PostgreSQL',
    break: `psql=$(command -v psql); away "$psql"; printf '#!/bin/sh\\necho "psql (PostgreSQL) 13.9"\\n' > "$psql"; chmod +x "$psql"`,
    mend: 'back "$psql"; unset psql',
    says: /13\.9 is a VERSION, but not >=16/,
    green: ['tools'],
  },
  {
    block: 'practice-past',
    fault: 'the project points to a repository that is gone',
    break: 'away ../.git; echo "gitdir: gone" > ../.git',
    mend: 'rm ../.git; back ../.git',
    says: /not a git repository: .*gone/,
  },
  {
    block: 'practice-password',
    fault: 'everybody may read the password file',
    break: 'chmod 644 "$PGPASSFILE"',
    mend: 'chmod 600 "$PGPASSFILE"',
    says: /-rw-r--r--/,
  },
  {
    block: 'practice-postgres',
    fault: 'another program has the port',
    break: 'occupy "$DB_PORT"',
    mend: 'vacate',
    says: /Address already in use/,
    green: ['practice-password'],
  },
  {
    block: 'connection',
    fault: 'the server is not running: its port is closed',
    stops: 'practice-postgres',
    says: /Connection refused/,
    green: ['practice-password'],
  },
];
