import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject, Source } from './types.js';

/** A correction of the model where it is provably wrong: an entry of `specs/<service>/errata.json`. */
export interface Erratum {
  readonly id: string;
  /** The derived file: `shapes.json` or `operations/<Operation>.json`. */
  readonly file: string;
  /** JSON pointer to the place in that file. */
  readonly path: string;
  /** What is derived from the model there. */
  readonly modelled: Json;
  readonly corrected: Json;
  readonly reason: string;
  readonly source: Source;
  /** The first revision whose model is wrong there; where it is not given, that of the service. */
  readonly since?: string;
  /** The last revision whose model is wrong there; where it is not given, all later ones are. */
  readonly until?: string;
}

/** The errata of the model of one revision; of the latest one, unless it is given. */
export function errataOf(errata: readonly Erratum[], revision = '9999-12-31'): Erratum[] {
  return errata.filter(
    ({ since, until }) =>
      (since === undefined || since <= revision) && (until === undefined || revision <= until),
  );
}

/** An erratum that does not fit the model: its place or the value that it corrects is not there. */
export class ErratumError extends Error {
  override readonly name = 'ErratumError';
}

/**
 * Corrects derived documents in place. Schemas that an erratum changes get a `$comment` with its identifier.
 * @param documents file name → document
 * @throws ErratumError when the model no longer has the value that an erratum corrects
 */
export function applyErrata(documents: ReadonlyMap<string, JsonObject>, errata: readonly Erratum[]): void {
  for (const erratum of errata) {
    const document = documents.get(erratum.file);
    if (document === undefined) {
      throw new ErratumError(`erratum ${erratum.id}: the model gives no file ${erratum.file}`);
    }
    correct(document, erratum);
  }
}

function correct(document: JsonObject, erratum: Erratum): void {
  const keys = erratum.path.slice(1).split('/').map(unescapePointer);
  const last = keys.pop();
  const parent = keys.reduce<Json | undefined>((value, key) => memberOf(value, key), document);
  if (last === undefined || !isObject(parent) || !isDeepStrictEqual(parent[last], erratum.modelled)) {
    const found = isObject(parent) && last !== undefined ? JSON.stringify(parent[last]) : undefined;
    throw new ErratumError(
      `erratum ${erratum.id}: the model no longer has ${JSON.stringify(erratum.modelled)} ` +
        `at ${erratum.file}#${erratum.path}, but ${found ?? 'nothing'}; review whether it is still needed`,
    );
  }
  const comment = `erratum ${erratum.id}`;
  parent[last] = isObject(erratum.corrected)
    ? { $comment: comment, ...structuredClone(erratum.corrected) }
    : structuredClone(erratum.corrected);
  if (!isObject(erratum.corrected) && keys.length > 0) annotate(parent, comment);
}

/** Puts a comment first, beside those that are there. */
function annotate(schema: JsonObject, comment: string): void {
  const { $comment: earlier, ...keywords } = schema;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, {
    $comment: typeof earlier === 'string' ? `${earlier}, ${comment}` : comment,
    ...keywords,
  });
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unescapePointer(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
