import type { JsonObject } from '../../types.js';
import type { DatedModel } from '../smithy/locate.js';
import { compareNames, membersOf, type ServiceModel, shapeOf } from '../smithy/model.js';
import { DERIVED } from '../smithy/operation.js';

/** Path of a member → revision in which it first appeared. */
type Appearances = Map<string, string>;

/**
 * When a service's operations and their members first appeared.
 * @param history its revisions, oldest first; those of the last one are told
 * @returns the document `revisions.json`; members that are as old as their operation are left out
 */
export function deriveRevisions(history: readonly DatedModel[]): JsonObject {
  const latest = history.at(-1)?.model;
  const operations: JsonObject = {};
  const members: JsonObject = {};
  for (const name of Object.keys(latest?.operations ?? {}).sort(compareNames)) {
    const since = history.find(({ model }) => model.operations[name] !== undefined)?.revision ?? '';
    operations[name] = since;
    const later: JsonObject = {};
    for (const side of ['input', 'output'] as const) {
      const appeared = [...appearances(history, name, side)].filter(([, date]) => date > since);
      if (appeared.length > 0) later[side] = Object.fromEntries(appeared);
    }
    if (Object.keys(later).length > 0) members[name] = later;
  }
  return { $comment: DERIVED, revisions: history.map(({ revision }) => revision), operations, members };
}

/** The members that an operation has in the last revision, each with its first. */
function appearances(
  history: readonly DatedModel[],
  operation: string,
  side: 'input' | 'output',
): Appearances {
  const found: Appearances = new Map();
  for (const { revision, model } of history) {
    for (const path of pathsOf(model, model.operations[operation]?.[side]?.shape))
      if (!found.has(path)) found.set(path, revision);
  }
  const latest = history.at(-1)?.model;
  const present = latest === undefined ? [] : pathsOf(latest, latest.operations[operation]?.[side]?.shape);
  return new Map(present.map((path) => [path, found.get(path) ?? '']));
}

/** Paths of all members of a shape, with `[]` for entries of a list and `{}` for those of a map. */
function pathsOf(model: ServiceModel, root: string | undefined): string[] {
  const paths: string[] = [];
  const visit = (name: string, path: string, within: readonly string[]): void => {
    const shape = shapeOf(model, name);
    if (within.includes(name)) return;
    const inner = [...within, name];
    for (const [member, { shape: next }] of membersOf(shape)) {
      const at = path === '' ? member : `${path}.${member}`;
      paths.push(at);
      visit(next, at, inner);
    }
    if (shape.member !== undefined) visit(shape.member.shape, `${path}[]`, inner);
    if (shape.value !== undefined) visit(shape.value.shape, `${path}{}`, inner);
  };
  if (root !== undefined) visit(root, '', []);
  return paths;
}
