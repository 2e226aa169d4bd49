/** Checks: parses check fences, matches outputs, explains failures, and accepts outputs. */
export { parsePattern as compile } from './pattern.ts';
export { type Matcher, openMatcher } from './matcher.ts';
export { explanationText } from './explanation-text.ts';
export { remedyFor } from './remedy.ts';
export { matchOutput } from './match.ts';
export type { Answer, Question } from './match.ts';
export { accept } from './accept.ts';
export { literalLine } from './rewrite.ts';
export { acceptInSource } from './accept-in-source.ts';
export { openNormaliser } from './normalise.ts';
export { editScript } from './edit-script.ts';
export { PlaceholderError, parseTokens } from './tokens.ts';
