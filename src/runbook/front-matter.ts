/**
 * The YAML between `---` at the top of a guide. Keys of the site's frame (sidebar, template …) are left to the site;
 * ours are checked strictly and a mistake names its line.
 */
import { LineCounter, isMap, isNode, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { RunbookError } from './error.ts';
import { readDuration } from './fence.ts';
import type { Input, Place } from './model.ts';
import { isRefusedName } from './refused-names.ts';

export interface FrontMatter {
  readonly title: string | null;
  readonly description: string;
  /** Slugs of the guide's further pages, in order. */
  readonly pages: readonly string[];
  readonly inputs: readonly Input[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
  readonly timeout: number | null;
  readonly practice: { readonly folder: string; readonly inputs: Readonly<Record<string, string>> } | null;
}

const NAME = /^[A-Z][A-Z0-9_]{0,63}$/;

const name = z
  .string()
  .regex(NAME, 'should be capitals, digits and _, as in DB_NAME')
  .refine((text) => !isRefusedName(text), 'is a name that changes how the shell itself works; choose another');
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const Input = z
  .strictObject({
    name,
    type: z.enum(['string', 'int', 'bool', 'enum', 'path', 'url', 'secret']).default('string'),
    label: z.string().optional(),
    help: z.string().nullable().default(null),
    default: text.nullable().default(null),
    pattern: z.string().max(1000).nullable().default(null),
    required: z.boolean().default(false),
    values: z.array(text).default([]),
  })
  .refine((input) => input.type !== 'enum' || input.values.length > 0, 'an enum needs values: [a, b]')
  .refine(
    (input) => input.type !== 'secret' || input.default === null,
    'a secret has no default: it would stand in the file',
  );

const Keys = z.looseObject({
  title: z.string().nullable().default(null),
  description: z.string().default(''),
  pages: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'should be a file name without its extension')).default([]),
  inputs: z.array(Input).default([]),
  env: z.record(name, text).default({}),
  cwd: z.string().nullable().default(null),
  timeout: z.string().nullable().default(null),
  practice: z
    .strictObject({ folder: z.string(), inputs: z.record(name, text).default({}) })
    .nullable()
    .default(null),
});

/** Reads the YAML of `file`; `line` is the file's line of the opening `---`. */
export function readFrontMatter(yaml: string, file: string, line: number): FrontMatter {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const at = (offset: number): Place => ({ file, line: line + lines.linePos(offset).line });
  const [mistake] = document.errors;
  if (mistake) throw new RunbookError(at(mistake.pos[0]), `front matter: ${mistake.message.split('\n')[0]}`);
  const read = Keys.safeParse(document.toJS() ?? {});
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.path ?? [];
    throw new RunbookError(
      at(offsetOf(document, path)),
      `front matter: ${path.join('.')} ${issue?.message ?? 'is wrong'}`,
    );
  }
  const keys = read.data;
  const here = at(0);
  const inputs = keys.inputs.map((input) => ({ ...input, label: input.label ?? input.name }));
  refuseTwice(inputs, at(offsetOf(document, ['inputs'])));
  const timeout = keys.timeout === null ? null : readDuration('timeout', keys.timeout, here);
  return { ...keys, inputs, timeout };
}

function refuseTwice(inputs: readonly Input[], place: Place): void {
  const seen = new Set<string>();
  for (const input of inputs) {
    if (seen.has(input.name)) throw new RunbookError(place, `front matter: the input ${input.name} stands twice`);
    seen.add(input.name);
    if (input.pattern !== null && !isPattern(input.pattern)) {
      throw new RunbookError(place, `front matter: the pattern of ${input.name} is not a regular expression`);
    }
  }
}

function isPattern(pattern: string): boolean {
  try {
    return RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** Offset of the deepest node on `path` that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return isMap(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

/** What a file without front matter says. */
export const noFrontMatter: FrontMatter = {
  title: null,
  description: '',
  pages: [],
  inputs: [],
  env: {},
  cwd: null,
  timeout: null,
  practice: null,
};
