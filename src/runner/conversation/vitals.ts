import { through } from '../../transport/through.js';
import { type Transport, TransportError, type WireRequest } from '../../transport/types.js';

/** A request that got no answer, and the check that sent it. */
interface Lost {
  readonly request: WireRequest;
  readonly check: string;
  /** It was sent as it stands, to be refused: such requests are what endpoints die of. */
  readonly asItStands: boolean;
}

/** Whether an endpoint that has answered still does; and if not, after which request. */
export class Vitals {
  #hasAnswered = false;
  #lost: Lost[] = [];
  #died: string | undefined;

  /** After which request the endpoint took no more connections; undefined as long as it lives. */
  get died(): string | undefined {
    return this.#died;
  }

  /** The transport, watched while a check uses it. */
  watch(transport: Transport, check: string, asItStands: boolean): Transport {
    return through(transport, async (request, signal) => {
      try {
        const exchange = await transport.send(request, signal);
        this.#hasAnswered = true;
        this.#lost = [];
        return exchange;
      } catch (error) {
        if (error instanceof TransportError) this.#note(error, { request, check, asItStands });
        throw error;
      }
    });
  }

  #note({ failure }: TransportError, lost: Lost): void {
    if (!this.#hasAnswered || failure === 'aborted') return;
    if (failure !== 'refused') {
      this.#lost.push(lost);
      return;
    }
    if (this.#died !== undefined) return;
    const [suspect = lost, ...others] = this.#lost.toSorted(
      (one, other) => Number(other.asItStands) - Number(one.asItStands),
    );
    const { method, path } = suspect.request;
    const also = new Set(others.map(({ check }) => check)).size;
    const beside = also === 0 ? '' : `, or one of ${also} other checks under way`;
    this.#died = `${method} ${path.slice(0, 80)} of ${suspect.check}${beside}`;
  }
}
