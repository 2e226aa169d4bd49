/** A placeholder whose value is there, but not the one that is wanted: what to say of it, or null. */
import { editLine } from './edit.ts';
import type { LineElement } from './pattern.ts';
import type { PlaceholderType } from './placeholders.ts';

export function unmet(element: LineElement, line: string, values: ReadonlyMap<string, string>): string | null {
  if (element.reads.by !== 'tokens') return null;
  const stretches = editLine(element, line, values).filter(({ same }) => !same);
  for (const token of element.reads.tokens) {
    const stretch = stretches.find(({ expected }) => 'source' in token && expected === token.source);
    if (stretch === undefined || stretch.actual === '') continue;
    if (token.is === 'typed' && token.tests.length > 0 && token.scan.all.test(stretch.actual))
      return `${stretch.actual} is ${article(token.type)} ${token.type.name}, but not ${token.tests.map((test) => test.operator + test.value).join(',')}.`;
    if (token.is === 'typed')
      return `${stretch.actual} is not ${article(token.type)} ${token.type.name}; ${token.type.example} would be one.`;
    const value = token.is === 'reuse' ? values.get(token.name) : undefined;
    if (token.is === 'reuse' && value !== undefined) return `[${token.name}] stands for ${value} here.`;
  }
  return null;
}

function article({ name }: PlaceholderType): string {
  return name.startsWith('I') ? 'an' : 'a';
}
