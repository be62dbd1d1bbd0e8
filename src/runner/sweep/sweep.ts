import type { Scope } from '../../checks/types.js';
import type { Resource } from '../../contract/resources.js';
import { isObject, objectAt } from '../../contract/schema/values.js';
import type { Json, JsonObject, Service } from '../../contract/types.js';
import type { Transport } from '../../transport/types.js';
import { pause } from '../conversation/eventually.js';
import { evidenceOf } from '../guard/evidence.js';
import { Inquiry } from '../guard/inventory.js';
import type { Intent } from '../guard/ledger.js';
import { MARK_TAG } from '../guard/mark.js';
import type { Remains } from './remains.js';

/** How often the removal of one thing is tried, and the first pause between, in milliseconds; it doubles each time. */
const TRIES = 6;
const FIRST_PAUSE_MS = 200;

/** Something that a run has left. */
export interface Remnant {
  readonly scope: Scope;
  readonly resource: Resource;
  readonly arn: string;
}

/** What became of what a run had left. */
export interface Swept {
  readonly removed: readonly string[];
  /** What stays, each with the reason. */
  readonly left: readonly { readonly arn: string; readonly reason: string }[];
}

/** Finds and removes what a run has left. */
export class Sweep {
  readonly #inquiry: Inquiry;
  readonly #scopes: ReadonlyMap<Service, Scope>;
  readonly #mark: string;

  /** @param mark that of the run */
  constructor(transport: Transport, scopes: ReadonlyMap<Service, Scope>, mark: string, isLoopback: boolean) {
    this.#inquiry = new Inquiry(transport, isLoopback);
    this.#scopes = scopes;
    this.#mark = mark;
  }

  /**
   * What of the ledger is still there, and what lists show with the mark of the run, or as what it has asked for without
   * an answer. What others made in place of something that went since is left out. Newest kinds come first, as they use
   * older ones.
   */
  async find({ made, before, unanswered }: Remains): Promise<Remnant[]> {
    const found = new Map<string, Remnant>();
    for (const [arn, intent] of made) {
      const remnant = this.#remnantOf(arn, intent);
      if (remnant !== undefined && (await this.#isThere(remnant, intent))) found.set(arn, remnant);
    }
    for (const scope of this.#scopes.values()) {
      for (const resource of scope.resources) {
        // What belongs to something goes with it.
        if (resource.list === undefined || resource.parent !== undefined) continue;
        for (const item of await this.#inquiry.items(scope, resource)) {
          const arn = String(item.arn);
          const asked = unanswered.filter((each) => isOf(each, scope, resource));
          const isNew = before.get(`${scope.contract.service} ${resource.name}`)?.has(arn) === false;
          if (this.#isMarked(item) || asked.some(({ input }) => isMadeWith(input, item, isNew))) {
            found.set(arn, { scope, resource, arn });
          }
        }
      }
    }
    return [...found.values()].toSorted((one, other) => this.#rank(other) - this.#rank(one));
  }

  /** Removes what was found; what is refused for a while is tried again. */
  async remove(remnants: readonly Remnant[]): Promise<Swept> {
    const removed: string[] = [];
    let left: { arn: string; reason: string; remnant: Remnant }[] = remnants.map((remnant) => ({
      ...{ arn: remnant.arn, reason: '', remnant },
    }));
    for (let attempt = 0; attempt < TRIES && left.length > 0; attempt += 1) {
      if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt);
      const still: typeof left = [];
      for (const { arn, remnant } of left) {
        const reason = await this.#removeOne(remnant);
        if (reason === undefined) removed.push(arn);
        else still.push({ arn, reason, remnant });
      }
      left = still;
    }
    return { removed, left: left.map(({ arn, reason }) => ({ arn, reason })) };
  }

  /** @returns why it is still there */
  async #removeOne({ scope, resource, arn }: Remnant): Promise<string | undefined> {
    const { operation = '', input = 'arn', force } = resource.delete ?? {};
    const removal = scope.contract.operations.get(operation);
    if (removal === undefined) return 'no operation removes it';
    // What is live cannot be removed.
    const stop = resource.name === 'Channel' ? scope.contract.operations.get('StopStream') : undefined;
    if (stop !== undefined) await this.#inquiry.read(scope, stop, { channelArn: arn });
    const named = { [input]: arn, ...(force === undefined ? {} : { [force]: true }) };
    const answer = await this.#inquiry.read(scope, removal, named);
    if (typeof answer !== 'string' || answer.endsWith(' 404')) return undefined;
    return (await this.#isThere({ scope, resource, arn })) ? answer : undefined;
  }

  #remnantOf(arn: string, { service, resource: name }: Intent): Remnant | undefined {
    const scope = this.#scopes.get(service);
    const resource = scope?.resources.find((each) => each.name === name);
    return scope && resource && { scope, resource, arn };
  }

  /** Whether it is there, and nothing that somebody else has made shows in its place. */
  async #isThere({ scope, resource, arn }: Remnant, intent?: Intent): Promise<boolean> {
    const get = scope.contract.operations.get(resource.get?.operation ?? '');
    if (get === undefined) return false;
    const answer = await this.#inquiry.read(scope, get, { [resource.get?.input ?? 'arn']: arn });
    if (typeof answer === 'string') return !answer.endsWith(' 404');
    const view = objectAt(answer, resource.get?.output ?? '');
    if (isOver(resource, view)) return false;
    return intent === undefined || evidenceOf(intent.input, view) !== 'against';
  }

  #isMarked({ name, tags }: JsonObject): boolean {
    if (typeof name === 'string' && name.includes(this.#mark)) return true;
    return isObject(tags) && tags[MARK_TAG] === this.#mark;
  }

  #rank({ scope, resource }: Remnant): number {
    const services = [...this.#scopes.values()];
    return services.indexOf(scope) * 100 + usersLast(scope).indexOf(resource);
  }
}

/** The resources of a service, those that use others after these. */
function usersLast({ resources }: Scope): Resource[] {
  const users = resources.filter(({ uses, references, parent }) => uses ?? references ?? parent);
  return [...resources.filter((each) => !users.includes(each)), ...users];
}

/** Whether it has ended: what is shown of it then goes by itself. */
function isOver({ leaving, ready }: Resource, view: JsonObject): boolean {
  if (leaving === undefined) return false;
  const state = view[leaving.member];
  return state === leaving.value || state === 'STOPPED' || state === ready?.failed;
}

function isOf(intent: Intent, { contract }: Scope, { name }: Resource): boolean {
  return intent.service === contract.service && intent.resource === name;
}

/** Characters of name and tags together by which something new is known again. */
const ENOUGH = 4;

/**
 * Whether something shows to be made with an input: with what nobody else has, or, where it was not there before, with the
 * very name and tags.
 */
function isMadeWith(input: JsonObject, item: JsonObject, isNew: boolean): boolean {
  if (evidenceOf(input, item) === 'for') return true;
  const [given, shown] = [input, item].map(({ name, tags }) => JSON.stringify([name ?? '', sorted(tags)]));
  const { name, tags } = input;
  const text = `${typeof name === 'string' ? name : ''}${Object.entries(sorted(tags)).flat().join('')}`;
  return isNew && given === shown && text.length >= ENOUGH;
}

function sorted(tags: Json | undefined): JsonObject {
  return isObject(tags) ? Object.fromEntries(Object.entries(tags).toSorted()) : {};
}
