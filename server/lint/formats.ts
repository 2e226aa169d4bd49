/** Formats findings: as text for people, and for other programs. Pure. */
import { RULES, type Finding } from './finding.ts';

export const FORMATS = { text, json, github, sarif } as const satisfies Record<
  string,
  (all: readonly Finding[]) => string
>;

export type Format = keyof typeof FORMATS;

/** `file:line: level: message [rule]`, the format of compilers, which editors understand. */
function text(findings: readonly Finding[]): string {
  return findings
    .map(({ file, line, level, rule, message }) => `${file}:${line}: ${level}: ${message} [${rule}]\n`)
    .join('');
}

function json(findings: readonly Finding[]): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}

/** Workflow commands, which GitHub shows next to the changed lines. */
function github(findings: readonly Finding[]): string {
  const property = (value: string) => data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return findings
    .map(({ file, line, level, rule, message }) => {
      const place = `file=${property(file)},line=${Math.max(1, line)},title=${property(`guidepost ${rule}`)}`;
      return `::${level} ${place}::${data(message)}\n`;
    })
    .join('');
}

function data(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** SARIF 2.1.0. */
function sarif(findings: readonly Finding[]): string {
  const rules = Object.entries(RULES).map(([id, sentence]) => ({ id, shortDescription: { text: sentence } }));
  const results = findings.map(({ file, line, level, rule, message }) => ({
    ruleId: rule,
    level,
    message: { text: message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: Math.max(1, line) } } },
    ],
  }));
  const run = { tool: { driver: { name: 'guidepost', rules } }, results };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
