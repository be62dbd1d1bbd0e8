import { partsOfArn } from './arns.js';
import { evidenceOf } from './evidence.js';
import type { Kinds } from './kinds.js';
import type { Finding, Gift, Proof } from './proof.js';

/** Something that a creation gave, and what is known of it. */
interface Taken {
  readonly gift: Gift;
  /** Worked out when it is asked for first. */
  finding?: Promise<Finding>;
  /** Once it is known. */
  found?: Finding;
}

/** All that creations of a run gave. */
export class Gifts {
  /** Names of the resources that were given. */
  readonly kinds = new Set<string>();
  readonly #kinds: Kinds;
  readonly #proof: Proof;
  readonly #place: { readonly account: string; readonly region: string } | undefined;
  readonly #taken = new Map<string, Taken>();
  /** Accounts and regions of what the run has made, by service. */
  readonly #identities = new Map<string, Set<string>>();

  /** @param place account and region, where they are known before anything is made */
  constructor(kinds: Kinds, proof: Proof, place?: { readonly account: string; readonly region: string }) {
    this.#place = place;
    this.#kinds = kinds;
    this.#proof = proof;
  }

  has(arn: string): boolean {
    return this.#taken.has(arn);
  }

  /** Takes what a creation gives. */
  take(gift: Gift): void {
    this.kinds.add(gift.resource.name);
    const known = this.#taken.get(gift.arn);
    if (known === undefined) {
      const found = this.#plainly(gift);
      this.#taken.set(gift.arn, { gift, ...(found && { found }) });
      return;
    }
    const { token } = known.gift;
    const isRepeated = token !== undefined && token === gift.token;
    if (!isRepeated && known.found?.owner !== 'other')
      known.found = other('which this run had been given already');
  }

  /** Forgets what was removed: an endpoint may give its ARN to something new. */
  forget(arn: string): void {
    this.#taken.delete(arn);
  }

  /** Why an ARN is not that of what its creation made; undefined where it may be. */
  whyDisowned(arn: string): string | undefined {
    const found = this.#taken.get(arn)?.found;
    return found?.owner === 'other' ? found.why : undefined;
  }

  /** Why what an ARN names is not known to be made by the run; undefined where it is. */
  async whyNot(arn: string): Promise<string | undefined> {
    const taken = this.#taken.get(arn);
    if (taken === undefined) return undefined;
    if (taken.found === undefined) {
      taken.finding ??= this.#proof.of(taken.gift);
      const found = this.#unlessElsewhere(taken.gift, await taken.finding);
      // It may have been given again meanwhile.
      taken.found ??= found;
    }
    return taken.found.why;
  }

  /**
   * Something of an account or region of which nothing is known to be the run's is not known to be either, unless the answer
   * has what only the request can have given: an endpoint may be wrong about the account of one kind alone.
   */
  #unlessElsewhere({ arn, input, shown, scope }: Gift, found: Finding): Finding {
    const { service } = scope.contract;
    const known = this.#identities.get(service) ?? new Set();
    const identity = partsOfArn(arn)?.identity;
    if (found.owner !== 'run' || identity === undefined || known.has(identity)) return found;
    if (known.size === 0 || evidenceOf(input, shown) === 'for') {
      this.#identities.set(service, known.add(identity));
      return found;
    }
    const why = `which is not of the account and region of what was made before (${[...known].join(', ')})`;
    return { owner: 'unknown', why };
  }

  /** What is known without asking. */
  #plainly({ arn, resource }: Gift): Finding | undefined {
    if (this.#kinds.wasThere(arn)) return other('which was there before this run made anything of its kind');
    const parts = partsOfArn(arn);
    if (parts === undefined) return other('which is no ARN');
    const place = this.#place;
    if (place !== undefined && (place.account !== parts.account || place.region !== parts.region))
      return other(
        `which is not of the account and region that are asked (${place.account}, ${place.region})`,
      );
    const kind = this.#kinds.nameOf(parts.type);
    if (kind !== undefined && parts.type !== resource.arnType) return other(`which names a ${kind}`);
    return undefined;
  }
}

function other(why: string): Finding {
  return { owner: 'other', why };
}
