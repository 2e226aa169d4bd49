/** Faults of the page "What changed, and what comes next". */
import type { Fault } from './fault.ts';

export const wrapUp: readonly Fault[] = [
  {
    block: 'files-created',
    fault: 'poetry.lock is missing',
    break: 'away poetry.lock',
    mend: 'back poetry.lock',
    says: /poetry\.lock'?: No such file/,
    green: ['files-modified', 'deprecated-gone'],
  },
  {
    block: 'files-modified',
    fault: 'main.py does not validate',
    break: `edit main.py '/^validate_dependencies()/d'`,
    mend: 'restore main.py',
    says: /failed with 1.*grep .*validate_dependencies/,
    green: ['files-created', 'deprecated-gone'],
  },
  {
    block: 'deprecated-gone',
    fault: 'requirements.txt came back',
    break: 'touch requirements.txt',
    mend: 'rm requirements.txt',
    says: /failed with 1.*test ! -e requirements\.txt/,
    green: ['files-created', 'files-modified'],
  },
  {
    block: 'lock-is-tracked',
    fault: 'poetry.lock was taken out of git',
    break: 'git rm -q --cached poetry.lock',
    mend: 'git add poetry.lock',
    says: /poetry\.lock' did not match any file/,
    green: ['files-created'],
  },
  {
    block: 'ci-install',
    fault: 'somebody changed a model and forgot the migration',
    break: String.raw`edit models/user.py 's/^    email:.*/&\
    nickname: Mapped[str | None]/'`,
    mend: 'restore models/user.py',
    says: /nickname/,
    green: ['lock-is-current'],
  },
];
