import { createHash } from 'node:crypto';
import type { Sentence, SentencesDocument } from '../../statements/sentences.js';
import type { Service } from '../../types.js';
import { compareNames, membersOf, type ServiceModel, shapeOf } from '../smithy/model.js';
import { DERIVED } from '../smithy/operation.js';
import { classesOf } from './classes.js';
import { sentencesOf } from './text.js';

/** A sentence together with its text, which only whoever has the model may see. */
export interface ProseSentence extends Sentence {
  readonly text: string;
}

/**
 * Every sentence of a model's documentation that may state a behaviour, in the order of its first place. One that stands
 * at several places is told once, as long as it is about members of the same name.
 */
export function proseOf(model: ServiceModel): ProseSentence[] {
  const found = new Map<string, { text: string; at: string[] }>();
  for (const { at, member, documentation } of placesOf(model)) {
    for (const text of sentencesOf(documentation ?? '')) {
      if (classesOf(text).length === 0) continue;
      const id = digest(member, text);
      const known = found.get(id) ?? { text, at: [] };
      if (!known.at.includes(at)) known.at.push(at);
      found.set(id, known);
    }
  }
  return [...found].map(([id, { text, at }]) => ({ id, classes: classesOf(text), at, text }));
}

/** The document `sentences.json` of a service. */
export function deriveSentences(service: Service, revision: string, model: ServiceModel): SentencesDocument {
  const sentences = proseOf(model);
  const shapes = new Set(
    sentences.flatMap(({ at }) => at.flatMap((place) => /^\/shapes\/(\w+)/.exec(place)?.[1] ?? [])),
  );
  const reached = reachedShapes(model);
  return {
    $comment: DERIVED,
    service,
    revision,
    sentences: sentences.map(({ id, classes, at }) => ({ id, classes, at })),
    operations: Object.fromEntries(
      [...shapes].sort(compareNames).map((shape) => [shape, reached.get(shape) ?? []]),
    ),
  };
}

/** A short sentence says something only along with the member that it is about. */
function digest(member: string, text: string): string {
  return createHash('sha256').update(`${member}\n${text}`).digest('hex').slice(0, 12);
}

interface Place {
  /** JSON pointer. */
  readonly at: string;
  readonly member: string;
  readonly documentation: string | undefined;
}

/** Whatever a model documents, by name, so that nothing depends on the model's order. */
function placesOf(model: ServiceModel): Place[] {
  const byName = <T>(map: { readonly [name: string]: T }): [string, T][] =>
    Object.entries(map).sort(([a], [b]) => compareNames(a, b));
  return [
    { at: '', member: '', documentation: model.documentation },
    ...byName(model.operations).map(([name, { documentation }]) => ({
      at: `/operations/${name}`,
      member: '',
      documentation,
    })),
    ...byName(model.shapes).flatMap(([name, shape]) => [
      { at: `/shapes/${name}`, member: '', documentation: shape.documentation },
      ...membersOf(shape).map(([member, { documentation }]) => ({
        at: `/shapes/${name}/members/${member}`,
        member,
        documentation,
      })),
    ]),
  ];
}

/** Shape → operations that take it, give it or fail with it. */
function reachedShapes(model: ServiceModel): Map<string, string[]> {
  const reached = new Map<string, string[]>();
  for (const [name, { input, output, errors = [] }] of Object.entries(model.operations)) {
    const seen = new Set<string>();
    for (const root of [input, output, ...errors]) if (root !== undefined) visit(model, root.shape, seen);
    for (const shape of seen) reached.set(shape, [...(reached.get(shape) ?? []), name].sort(compareNames));
  }
  return reached;
}

function visit(model: ServiceModel, name: string, seen: Set<string>): void {
  if (seen.has(name)) return;
  seen.add(name);
  const { member, key, value, members = {} } = shapeOf(model, name);
  for (const part of [member, key, value, ...Object.values(members)]) {
    if (part !== undefined) visit(model, part.shape, seen);
  }
}
