/**
 * Reads the YAML between `---` at the top of a guide. Keys of the site (sidebar, template …) are ignored; our own are
 * checked strictly, and an error names the line.
 */
import { LineCounter, isMap, isNode, visit, type Document } from 'yaml';
import { z } from 'zod';
import { RunbookError } from '../error.ts';
import { readDuration } from '../fence/index.ts';
import { hiddenProblem, wordsOf } from './hidden-characters.ts';
import { instead, issueWords, meantKey, yamlWords } from './front-matter-words.ts';
import type { Input, Overview, OwnFolder, Place } from '../model.ts';
import { isRefusedName } from '../refused-names.ts';
import { problemWith } from '../values.ts';
import { readYamlDocument } from '../yaml.ts';

export interface FrontMatter extends Overview {
  readonly title: string | null;
  readonly description: string;
  /** The slugs of the guide's other pages, in order. */
  readonly pages: readonly string[];
  /** Whether the blocks of this page do not count as steps. */
  readonly optional: boolean;
  readonly inputs: readonly Input[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
  readonly timeout: number | null;
  readonly practice: { readonly folder: string; readonly inputs: Readonly<Record<string, string>> } | null;
  readonly folder: OwnFolder | null;
  readonly tags: readonly string[];
}

const NAME = /^[A-Z][A-Z0-9_]{0,63}$/;

const name = z
  .string()
  .regex(NAME, 'should be capitals, digits and _, as in DB_NAME')
  .refine((text) => !isRefusedName(text), 'changes how the shell itself works; choose another name');
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const folder = z
  .string()
  .refine((path) => !/^\/|(^|\/)\.\.(\/|$)/.test(path), 'should be a folder beside this file, as in practice');

/** One sentence, or several. */
const sentences = z
  .union([text.transform((one) => [one]), z.array(text)], {
    error: 'should be a sentence, or a list of sentences; put quotes around one that has a colon in it',
  })
  .default([]);

const Input = z
  .strictObject({
    name,
    type: z.enum(['string', 'int', 'bool', 'enum', 'path', 'url', 'secret']).default('string'),
    label: z.string().optional(),
    help: z.string().nullable().default(null),
    default: text.nullable().default(null),
    example: text.nullable().default(null),
    pattern: z.string().max(1000).nullable().default(null),
    required: z.boolean().default(false),
    values: z.array(text).default([]),
  })
  .refine((input) => input.type !== 'enum' || input.values.length > 0, 'an enum needs values: [a, b]')
  .refine(
    (input) => input.type !== 'secret' || input.default === null,
    'a secret cannot have a default: it would be readable in the file',
  );

const Practice = z.strictObject({ folder, inputs: z.record(name, text).default({}) });
const Folder = z.strictObject({ input: name, holds: z.array(folder).max(20).default([]) });

/** The keys within a key. */
const WITHIN: Readonly<Record<string, object>> = {
  inputs: Input.shape,
  practice: Practice.shape,
  folder: Folder.shape,
};

/** Other tools use tags too: a value that is not a list of words is ignored. */
const tags = z
  .union([z.array(text), z.string().transform((words) => words.split(',').map((word) => word.trim()))])
  .transform((names) => names.filter(Boolean))
  .catch([]);

export const Keys = z.looseObject({
  title: text.nullable().default(null),
  description: text.default(''),
  needs: sentences,
  costs: sentences,
  changes: sentences,
  pages: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'should be a file name without its extension'))
    .refine(
      (pages) => new Set(['index', ...pages]).size > pages.length,
      'should name each further page once, and not index',
    )
    .default([]),
  optional: z.boolean().default(false),
  inputs: z.array(Input).default([]),
  env: z.record(name, text).default({}),
  cwd: z.string().nullable().default(null),
  timeout: text.nullable().default(null),
  practice: Practice.nullable().default(null),
  folder: Folder.nullable().default(null),
  tags: tags.default([]),
});

/** The keys of Guidepost. */
export const FRONT_MATTER_KEYS: readonly string[] = Object.keys(Keys.shape);

/** Reads the YAML of `file`; `line` is the line of the opening `---`. Throws RunbookError. */
export function readFrontMatter(yaml: string, file: string, line: number): FrontMatter {
  const lines = new LineCounter();
  const document = readYamlDocument(yaml, lines);
  const at = (offset: number): Place => ({ file, line: line + lines.linePos(offset).line });
  const refuse = (path: readonly PropertyKey[], message: string): never => {
    throw new RunbookError(at(offsetOf(document, path)), `front matter: ${message}`);
  };
  const [mistake] = document.errors;
  if (mistake) {
    throw new RunbookError(at(mistake.pos[0]), `front matter: ${yamlWords(mistake.message)}`);
  }
  const read = Keys.safeParse(withoutEmpty(dataOf(document, at)), { error: issueWords });
  if (!read.success) {
    const [first] = read.error.issues;
    const issue = read.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? first;
    const path = issue?.path ?? [];
    if (issue?.code === 'unrecognized_keys') {
      const [key = ''] = issue.keys;
      return refuse(
        [...path, key],
        `${path.join('.')} has no ${key}; ${instead(key, Object.keys(WITHIN[String(path[0])] ?? {}))}`,
      );
    }
    return refuse(path, `${path.join('.') || 'this'} ${issue?.message ?? 'is wrong'}`);
  }
  const keys = read.data;
  for (const [path, words] of wordsOf(keys)) {
    const problem = hiddenProblem(words);
    if (problem !== null) refuse(path, `${path.join('.')} ${problem}`);
  }
  for (const key of Object.keys(keys)) {
    const meant = meantKey(key, Object.keys(Keys.shape));
    if (meant !== null) refuse([key], `there is no ${key}; did you mean ${meant}?`);
  }
  const inputs = keys.inputs.map((input) => ({ ...input, label: input.label ?? input.name }));
  for (const [index, input] of inputs.entries()) {
    const problem = problemOf(input, inputs.slice(0, index));
    if (problem !== null) refuse(['inputs', index], problem);
  }
  for (const [key, given] of Object.entries(keys.practice?.inputs ?? {})) {
    const problem = problemOfPractice(inputs, key, given);
    if (problem !== null) refuse(['practice', 'inputs', key], problem);
  }
  const own = keys.folder?.input;
  if (own !== undefined && !inputs.some((input) => input.name === own && input.type === 'path'))
    refuse(['folder', 'input'], `folder.input: there is no input ${own} of the type path`);
  const timeout = keys.timeout === null ? null : readTimeout(keys.timeout, at(offsetOf(document, ['timeout'])));
  return { ...keys, inputs, timeout };
}

/** Removes keys without a value. */
function withoutEmpty(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

/** A plain number means seconds. */
function readTimeout(text: string, place: Place): number | null {
  return readDuration('timeout', /^\d+$/.test(text) ? `${text}s` : text, place);
}

/** Converts the YAML to data. Only here an alias without an anchor, or one that expands too much, is an error. */
function dataOf(document: Document, at: (offset: number) => Place): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    let first = 0;
    visit(document, {
      Alias(_, { range }) {
        first = range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    const why = error instanceof Error ? error.message : String(error);
    throw new RunbookError(at(first), `front matter: ${why}; put quotes around a value that begins with *`);
  }
}

function problemOf(input: Input, before: readonly Input[]): string | null {
  const { name, pattern, default: value, example } = input;
  if (before.some((other) => other.name === name)) return `the input ${name} is declared twice`;
  if (pattern !== null && !isPattern(pattern)) return `the pattern of ${name} is not a regular expression`;
  for (const [what, text] of Object.entries({ default: value, example })) {
    const problem = text === null || text === '' ? null : problemWith(input, text);
    if (problem !== null) return `the ${what} of ${name} ${problem}`;
  }
  return null;
}

/** What is wrong with a value that practice sets. A path is relative to the copy, which does not exist yet. */
function problemOfPractice(inputs: readonly Input[], name: string, value: string): string | null {
  const input = inputs.find((one) => one.name === name);
  if (!input) return `practice sets ${name}, but there is no such input`;
  const problem = value === 'free-port' ? null : problemWith(input, value);
  return problem === null ? null : `the practice value of ${name} ${problem}`;
}

function isPattern(pattern: string): boolean {
  try {
    return RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** The offset of the deepest node on `path` that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return isMap(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

/** The front matter of a file without any. */
export const noFrontMatter: FrontMatter = {
  title: null,
  description: '',
  needs: [],
  costs: [],
  changes: [],
  pages: [],
  optional: false,
  inputs: [],
  env: {},
  cwd: null,
  timeout: null,
  practice: null,
  folder: null,
  tags: [],
};

/** Whether the front matter has a key that only guides have. */
export function isGuideFront({ pages, inputs, env, practice }: FrontMatter): boolean {
  return pages.length + inputs.length + Object.keys(env).length > 0 || practice !== null;
}
