/**
 * The lint rule `guidepost/rooms`: an import is an error unless the table in rooms.ts allows it. It sees static and
 * dynamic imports, re-exports and types alike, and resolves each path before it asks.
 */
import { relative, resolve } from 'node:path';
import { problemOfFile, problemOfPackage } from './room-rules.ts';

const root = resolve(import.meta.dirname, '..');

interface Context {
  readonly filename: string;
  report(problem: { readonly node: unknown; readonly message: string }): void;
}

interface Importing {
  readonly type: string;
  readonly source?: { readonly value?: unknown } | null;
}

const rule = {
  create(context: Context) {
    const file = relative(root, context.filename);
    const see = ({ type, source }: Importing) => {
      if (!source) return; // an export of its own
      const message = problem(file, source.value, type === 'ImportExpression');
      if (message !== null) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: see,
      ExportNamedDeclaration: see,
      ExportAllDeclaration: see,
      ImportExpression: see,
      TSImportType: see,
    };
  },
};

function problem(file: string, specifier: unknown, later: boolean): string | null {
  if (typeof specifier !== 'string') return problemOfPackage(file, 'what a variable names');
  if (!specifier.startsWith('.')) return problemOfPackage(file, specifier);
  return problemOfFile(file, relative(root, resolve(root, file, '..', specifier)), later);
}

export default { meta: { name: 'guidepost' }, rules: { rooms: rule } };
