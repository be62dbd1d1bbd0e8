import { isDeepStrictEqual } from 'node:util';
import { contractFrom, documentsOf } from '../revisions/history.js';
import { isObject } from '../schema/values.js';
import type { Contract, Json, JsonObject, Source } from '../types.js';

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
  const { parent, last, isSchema } = placeOf(document, erratum.path);
  if (parent === undefined || !isDeepStrictEqual(parent[last], erratum.modelled)) {
    const found = parent === undefined ? undefined : JSON.stringify(parent[last]);
    throw new ErratumError(
      `erratum ${erratum.id}: the model no longer has ${JSON.stringify(erratum.modelled)} ` +
        `at ${erratum.file}#${erratum.path}, but ${found ?? 'nothing'}; review whether it is still needed`,
    );
  }
  const comment = `erratum ${erratum.id}`;
  parent[last] = isObject(erratum.corrected)
    ? { $comment: comment, ...structuredClone(erratum.corrected) }
    : structuredClone(erratum.corrected);
  if (!isObject(erratum.corrected) && isSchema) annotate(parent, comment);
}

/** Where a JSON pointer leads. */
interface Place {
  /** The object that it leads into; undefined when it leads nowhere. */
  readonly parent: JsonObject | undefined;
  /** The member of it. */
  readonly last: string;
  /** Whether that object is a schema, in which there may be a comment. */
  readonly isSchema: boolean;
}

function placeOf(document: JsonObject, path: string): Place {
  const keys = keysOf(path);
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Json | undefined>((value, key) => memberOf(value, key), document);
  return {
    parent: isObject(parent) ? parent : undefined,
    last,
    isSchema: keys.length > 0 && keys[0] !== 'http',
  };
}

/** A contract as its model has it: the errata of its revision are taken back, but for their comments. */
export function withoutErrata(contract: Contract, errata: readonly Erratum[]): Contract {
  let documents = documentsOf(contract);
  for (const { file, path, modelled } of errataOf(errata, contract.revision)) {
    const document = file === 'shapes.json' ? ['shapes'] : file.replace(/\.json$/, '').split('/');
    documents = replaced(documents, [...document, ...keysOf(path)], modelled);
  }
  return contractFrom(documents.shapes, Object.values(documents.operations));
}

/** A copy with another value at a place; what does not lead there is shared. */
function replaced<T extends object>(document: T, [key = '', ...inner]: readonly string[], value: Json): T {
  const member: unknown = Reflect.get(document, key);
  const isInside = inner.length > 0 && typeof member === 'object' && member !== null;
  return { ...document, [key]: isInside ? replaced(member, inner, value) : value };
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

/** The keys of a JSON pointer. */
function keysOf(path: string): string[] {
  return path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
