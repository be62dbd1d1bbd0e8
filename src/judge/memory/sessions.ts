/** What goes on at a channel or a stage: streams, sessions and who is there. */
import type { Contract, Json, JsonObject, OperationContract } from '../../contract/types.js';
import { canonical, isObject, listAt } from '../../contract/values.js';
import { identityMember } from './identity.js';
import type { Scene } from './scene.js';

/** Something that goes on. */
interface Session {
  readonly member: string;
  readonly id: string;
  /** What it goes on at: the other members that name it. */
  readonly at: JsonObject;
  readonly path: string;
}

/** Looks at the sessions and participants that a read shows. */
export function seeSessions<E>(scene: Scene<E>): void {
  if (!scene.call.operation.readonly) return;
  for (const session of sessionsOf(scene)) seeSession(scene, session);
}

function sessionsOf<E>({ call, reading: { output } }: Scene<E>): Session[] {
  const { operation, facts } = call;
  return shownIn(facts.contract, operation).flatMap(([name, member]) => {
    const named = scopeIn(call.input, member);
    const entries: readonly Json[] =
      operation.pagination === undefined ? [output[name] ?? null] : listAt(output, name);
    return entries.flatMap((shown, index): Session[] => {
      const id = isObject(shown) ? shown[member] : undefined;
      const path = operation.pagination === undefined ? name : `${name}[${index}]`;
      if (!isObject(shown) || typeof id !== 'string') return [];
      const at =
        Object.keys(named).length === 0 ? scopeIn({ channelArn: shown.channelArn ?? '' }, member) : named;
      if (Object.keys(at).length === 0) return [];
      return [{ member, id, at, path: `${path}.${member}` }];
    });
  });
}

type Shown = readonly [name: string, member: string];
const shown = new WeakMap<OperationContract, readonly Shown[]>();

/** What of an output has an ID and no ARN, and the member with that ID. */
function shownIn(contract: Contract, operation: OperationContract): readonly Shown[] {
  const known = shown.get(operation);
  if (known !== undefined) return known;
  const found = Object.entries(operation.output.properties ?? {}).flatMap(([name, property]): Shown[] => {
    const member = identityMember(contract, property);
    return member === undefined || member === 'arn' ? [] : [[name, member]];
  });
  shown.set(operation, found);
  return found;
}

/** The members that name a place: those of a channel, of a stage, and of a session. */
function scopeIn(input: JsonObject, member: string): JsonObject {
  const named = Object.entries(input).filter(
    ([name, value]) =>
      name !== member && /[a-z](?:Id|Arn)$/.test(name) && !name.startsWith('filter') && value !== '',
  );
  return Object.fromEntries(named);
}

function seeSession<E>(scene: Scene<E>, { member, id, at, path }: Session): void {
  const { call, sessions, ended, exchange } = scene;
  const scope = `${call.origin} ${member} ${canonical(at)}`;
  const there = sessions.seen.get(scope) ?? new Map();
  sessions.seen.set(scope, there);
  if (!there.has(id)) there.set(id, { ended, exchange });
  // Participants may be in several sessions.
  if (Object.keys(at).length > 1) return;
  const elsewhere = sessions.scopes.get(`${call.origin} ${id}`);
  if (elsewhere === undefined) sessions.scopes.set(`${call.origin} ${id}`, { scope, exchange });
  if (elsewhere !== undefined && elsewhere.scope !== scope) {
    scene.tell({
      ...{ code: 'not-distinct', rule: call.facts.ofKind('distinct')[0]?.id ?? 'sequences', member: path },
      ...{
        expected: `another ${member} than that of another place`,
        observed: id,
        against: elsewhere.exchange,
      },
    });
  }
}

/** A list that was walked to its end holds all that was seen to go on before it was asked for. */
export function expectSessions<E>(scene: Scene<E>, listed: ReadonlySet<string>, began: number): void {
  const { call, sessions, settle } = scene;
  const { operation, input } = call;
  const items = operation.pagination?.items ?? '';
  const member = identityMember(call.facts.contract, operation.output.properties?.[items]);
  if (
    member === undefined ||
    member === 'arn' ||
    Object.keys(input).some((name) => name.startsWith('filter'))
  )
    return;
  const at = scopeIn(input, member);
  if (Object.keys(at).length === 0) return;
  for (const [id, { ended, exchange }] of sessions.seen.get(`${call.origin} ${member} ${canonical(at)}`) ??
    []) {
    if (listed.has(id) || ended > began - settle) continue;
    scene.tell({
      ...{ code: 'missing', rule: 'all-pages', member: items, against: exchange },
      ...{ expected: `an entry for ${id}, which was shown before`, observed: 'none on any page' },
    });
    sessions.seen.get(`${call.origin} ${member} ${canonical(at)}`)?.delete(id);
  }
}
