/** Faults of the page "The start script". */
import type { Fault } from './fault.ts';

export const startScript: readonly Fault[] = [
  {
    block: 'start-script-uses-poetry',
    fault: 'start.sh still activates the old environment',
    break: `edit ../start.sh 's/poetry run python main.py/source venv\\/bin\\/activate \\&\\& python main.py/'`,
    mend: 'restore ../start.sh',
    says: /! start\.sh:\d+: starts the old way/,
  },
  {
    block: 'start-script-uses-poetry',
    fault: 'start.sh may not be executed',
    break: 'chmod -x ../start.sh',
    mend: 'chmod +x ../start.sh',
    says: /exit code 1 at this line: test -x start\.sh/,
  },
  {
    block: 'frontend-installed',
    fault: 'Vite is missing',
    break: 'away ../frontend/node_modules',
    mend: 'back ../frontend/node_modules',
    says: /missing packages.*vite/,
    green: ['start-script-uses-poetry'],
  },
  {
    block: 'start-both',
    fault: 'another program has the port of the frontend',
    break: 'occupy "$FRONTEND_PORT"',
    mend: 'vacate',
    says: /Port \d+ is already in use/,
    green: ['frontend-installed', 'start-script-uses-poetry'],
  },
  {
    block: 'frontend-is-up',
    fault: 'a page without a title is served there',
    break: `edit ../frontend/index.html '/<title>/d'`,
    mend: 'restore ../frontend/index.html',
    says: /<title>/,
    green: ['backend-is-up'],
  },
  {
    block: 'backend-is-up',
    fault: 'the start script has ended: the port is closed',
    stops: 'start-both',
    says: /Connection refused/,
    green: ['frontend-installed', 'start-script-uses-poetry'],
  },
];
