import type { DefaultFinding } from './smithy/shapes.js';

/** A table of every default that was found in the prose, and of every mention that was not turned into one. */
export function renderFindings(findings: readonly DefaultFinding[]): string {
  const found = findings.filter(({ value }) => value !== undefined);
  const left = findings.filter(({ value }) => value === undefined);
  return [
    `Defaults found (${found.length}):`,
    ...found.map((finding) => row(finding, finding.value ?? '')),
    '',
    `Mentions not turned into a default (${left.length}):`,
    ...left.map((finding) => row(finding, finding.prose)),
    '',
  ].join('\n');
}

function row({ service, member, use }: DefaultFinding, text: string): string {
  return `  ${service.padEnd(12)}  ${use.padEnd(6)}  ${member.padEnd(70)}  ${text}`;
}
