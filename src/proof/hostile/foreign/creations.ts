import type { JsonObject } from '../../../contract/types.js';

/** Something that exists already, in the view of its read operation. */
export interface Existing {
  readonly kind: string;
  readonly view: JsonObject;
}

/** A creation that an endpoint is asked for. */
export interface Creation {
  /** Of the resource. */
  readonly kind: string;
  readonly input: JsonObject;
  /** How many there were before, of whatever kind. */
  readonly before: number;
  /** What others have. */
  readonly existing: readonly Existing[];
  readonly random: () => number;
}

/** What is shown as made although it was there; undefined where something is made as it should be. */
export type CreationFault = (creation: Creation) => JsonObject | undefined;

/** In which creation something else is shown, where not in all. */
const EVERY = 3;

/** What an endpoint may do instead of making something. */
export const CREATION_FAULTS: { readonly [name: string]: CreationFault } = {
  'makes what it is asked for': () => undefined,
  'takes a name that begins alike for the same': ({ kind, input, existing }) => {
    const letter = String(input.name ?? 'n')[0]?.toLowerCase();
    return ofKind(existing, kind).find(({ name }) => String(name ?? 'n')[0] === letter);
  },
  'gives what exists at every third creation': (creation) =>
    creation.before % EVERY === EVERY - 1 ? oneOf(creation, creation.kind) : undefined,
  'gives what exists of another kind': (creation) =>
    creation.before % EVERY === EVERY - 1 ? oneOf(creation, differentKind(creation)) : undefined,
  'answers every creation alike': ({ kind, existing }) => ofKind(existing, kind)[0],
  'gives what exists under the name and tags that were sent': (creation) => {
    const one = creation.before % EVERY === EVERY - 1 ? oneOf(creation, creation.kind) : undefined;
    return one && { ...one, ...creation.input };
  },
  'gives what exists in another account': (creation) => {
    const one = creation.before % EVERY === EVERY - 1 ? oneOf(creation, creation.kind) : undefined;
    return one && { ...one, arn: String(one.arn).replace(/:\d{12}:/, ':999999999999:') };
  },
};

function ofKind(existing: readonly Existing[], kind: string): JsonObject[] {
  return existing.filter((each) => each.kind === kind).map(({ view }) => view);
}

function oneOf({ existing, random }: Creation, kind: string): JsonObject | undefined {
  const some = ofKind(existing, kind);
  return some[Math.floor(random() * some.length)];
}

function differentKind({ kind, existing, random }: Creation): string {
  const kinds = [...new Set(existing.map((each) => each.kind))].filter((each) => each !== kind);
  return kinds[Math.floor(random() * kinds.length)] ?? kind;
}
