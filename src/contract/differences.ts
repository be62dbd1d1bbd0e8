import { isDeepStrictEqual } from 'node:util';
import { CONSTRAINT_KEYWORDS, membersOf } from './constraints.js';
import type { Contract, ErrorContract, HttpBinding, Json, OperationContract, Schema } from './types.js';

/** A side of an operation, in the words of AWS's API change log. */
export type Side = 'request' | 'response';

/** A member that came, went, or takes other values. */
export interface MemberChange {
  /** Path as in constraints, with `[]` for entries of a list and `{}` for values of a map. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'values';
  /** Enum values that came and went, of a member that stays. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** Something else that changed of an operation, a member or an error. */
export interface Difference {
  /** Absent where it is the same for every operation that has the error. */
  readonly operation?: string;
  readonly side?: Side;
  /** Path of a member that was there before, and still is. */
  readonly member?: string;
  readonly error?: string;
  /** JSON Schema keyword, or what of the error or HTTP binding. */
  readonly what: string;
  /** Absent where there was none. */
  readonly before?: Json;
  /** Absent where there is none any more. */
  readonly after?: Json;
}

/** One operation at two revisions. */
export interface OperationPair {
  readonly before: OperationContract;
  readonly after: OperationContract;
  readonly request: SidePair;
  readonly response: SidePair;
}

/** The members of one side of an operation at two revisions, by path. */
export interface SidePair {
  readonly operation: string;
  readonly side: Side;
  readonly before: Members;
  readonly after: Members;
}

type Members = ReadonlyMap<string, Schema & { readonly isRequired: boolean }>;

/** The operations that both contracts have, and that differ in anything. */
export function differingPairs(before: Contract, after: Contract): OperationPair[] {
  const shapes = differingShapes(before, after);
  return [...after.operations.values()].flatMap((operation) => {
    const earlier = before.operations.get(operation.operation);
    if (earlier === undefined) return [];
    const text = textOf(operation);
    const isSame = text === textOf(earlier) && !refersTo(text, shapes);
    return isSame ? [] : [pairOf(before, earlier, after, operation)];
  });
}

function textOf(operation: OperationContract): string {
  return JSON.stringify({ ...operation, revision: '' });
}

/** The shapes that differ, by themselves or in what they refer to. */
function differingShapes({ shapes: before }: Contract, { shapes: after }: Contract): ReadonlySet<string> {
  const texts = Object.entries(after.$defs).map(([name, schema]) => [name, JSON.stringify(schema)] as const);
  const differing = new Set<string>();
  let known = -1;
  while (known < differing.size) {
    known = differing.size;
    for (const [name, text] of texts) {
      const isSame = text === JSON.stringify(before.$defs[name]) && !refersTo(text, differing);
      if (!isSame) differing.add(name);
    }
  }
  return differing;
}

function refersTo(text: string, shapes: ReadonlySet<string>): boolean {
  return shapes.size > 0 && [...text.matchAll(/#\/\$defs\/(\w+)/g)].some(([, name = '']) => shapes.has(name));
}

function pairOf(
  earlier: Contract,
  before: OperationContract,
  later: Contract,
  after: OperationContract,
): OperationPair {
  const { operation } = after;
  const side = (name: Side): SidePair => ({
    operation,
    side: name,
    before: membersAt(earlier, before, name),
    after: membersAt(later, after, name),
  });
  return { before, after, request: side('request'), response: side('response') };
}

/** Members that travel as headers of a response included. */
function membersAt(contract: Contract, { input, output, http }: OperationContract, side: Side): Members {
  const inBody = membersOf(contract, side === 'request' ? input : output).map(
    ({ member, schema, isRequired }) => [member, { ...schema, isRequired }] as const,
  );
  const headers = side === 'request' ? [] : Object.keys(http.outputHeaders);
  return new Map([...inBody, ...headers.map((name) => [name, { isRequired: false }] as const)]);
}

/** What came, went, or takes other enum values. */
export function memberChanges({ before, after }: SidePair): MemberChange[] {
  const came = outermost([...after.keys()].filter((path) => !before.has(path)));
  const went = outermost([...before.keys()].filter((path) => !after.has(path)));
  return [
    ...came.map((path) => ({ path, change: 'added' as const })),
    ...went.map((path) => ({ path, change: 'removed' as const })),
    ...[...after].flatMap(([path, { enum: now }]) => {
      const then = before.get(path);
      return then === undefined ? [] : valueChanges(path, then.enum, now);
    }),
  ];
}

/** Paths of members without those that are part of another one. */
export function outermost(paths: readonly string[]): string[] {
  const isPart = (path: string) => paths.some((other) => other !== path && holds(other, path));
  return paths.filter((path) => !isPart(path));
}

function holds(outer: string, path: string): boolean {
  return path.startsWith(outer) && /^[.[{]/.test(path.slice(outer.length));
}

function valueChanges(
  path: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
): MemberChange[] {
  const added = after.filter((value) => !before.includes(value));
  const removed = before.filter((value) => !after.includes(value));
  return added.length + removed.length === 0 ? [] : [{ path, change: 'values', added, removed }];
}

/** What a value has to keep, apart from enum values, which are told of as members are. */
const CONSTRAINTS = [
  'type',
  ...CONSTRAINT_KEYWORDS.filter((keyword) => keyword !== 'enum'),
  'isRequired',
  'deprecated',
] as const;

/** What a value of a member has to keep that did not have to be kept before, and the other way round. */
export function constraintChanges(pair: SidePair): Difference[] {
  return keywordChanges(pair, CONSTRAINTS);
}

/** The values that members have when they are omitted. */
export function defaultChanges(pair: SidePair): Difference[] {
  return keywordChanges(pair, ['default']);
}

function keywordChanges(
  { operation, side, before, after }: SidePair,
  keywords: readonly ((typeof CONSTRAINTS)[number] | 'default')[],
): Difference[] {
  return [...after].flatMap(([member, now]) => {
    const then = before.get(member);
    if (then === undefined) return [];
    return keywords.flatMap((keyword) =>
      difference(
        { operation, side, member, what: keyword === 'isRequired' ? 'required' : keyword },
        then[keyword],
        now[keyword],
      ),
    );
  });
}

function difference(
  place: Omit<Difference, 'before' | 'after'>,
  before: Json | undefined,
  after: Json | undefined,
): Difference[] {
  if (before === after || isDeepStrictEqual(before, after)) return [];
  return [
    { ...place, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
  ];
}

/** The errors that an operation declares. */
export function declarationChanges({ before, after }: OperationPair): Difference[] {
  const { operation } = after;
  const codes = [...new Set([...before.errors, ...after.errors])].sort();
  return codes.flatMap((error) =>
    difference(
      { operation, error, what: 'declared' },
      before.errors.includes(error),
      after.errors.includes(error),
    ),
  );
}

type Errors = { readonly [code: string]: ErrorContract };

/** How the errors of a service look on the wire. */
export function errorChanges(before: Errors, after: Errors): Difference[] {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return codes.flatMap((error) => {
    const [then, now] = [before[error], after[error]];
    return [
      ...difference({ error, what: 'status' }, then?.status, now?.status),
      ...difference({ error, what: 'fault' }, then?.fault, now?.fault),
      ...difference({ error, what: 'message member' }, then?.messageMember, now?.messageMember),
      ...(then && now ? mapChanges({ error }, 'header', then.headers, now.headers) : []),
    ];
  });
}

/** How an operation travels. Members that are new bring their own binding. */
export function bindingChanges({ before, after }: OperationPair): Difference[] {
  const { operation, http } = after;
  const then = before.http;
  const inputs = (binding: HttpBinding) =>
    Object.fromEntries(
      Object.entries(binding.input).map(([member, { location, name }]) => [member, `${location} ${name}`]),
    );
  return [
    ...difference({ operation, what: 'method' }, then.method, http.method),
    ...difference({ operation, what: 'uri' }, then.uri, http.uri),
    ...difference({ operation, what: 'status' }, then.status, http.status),
    ...difference({ operation, what: 'body' }, then.hasOutput, http.hasOutput),
    ...mapChanges({ operation, side: 'request' }, 'location', inputs(then), inputs(http)),
    ...mapChanges({ operation, side: 'response' }, 'header', then.outputHeaders, http.outputHeaders),
  ];
}

type Texts = { readonly [name: string]: string };

/** What differs between two maps from members to texts. */
function mapChanges(
  place: Omit<Difference, 'before' | 'after' | 'what' | 'member'>,
  what: string,
  before: Texts,
  after: Texts,
): Difference[] {
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return members.flatMap((member) => difference({ ...place, member, what }, before[member], after[member]));
}
