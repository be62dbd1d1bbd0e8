import type { Arbitrary, AsyncCommand } from 'fast-check';
import type { Play, SequenceOptions } from '../../checks/types.js';
import type { Json } from '../../contract/types.js';
import type { Effort } from '../../results/types.js';
import type { Environment } from '../environment.js';
import type { Found } from './property.js';

type Command<T extends Json> = AsyncCommand<Play<T>, undefined>;

/** Steps as fast-check draws them: it knows which were carried out, and shrinks by leaving out the others first. */
type Commands<T extends Json> = Iterable<Command<T>>;

/** Stands between fast-check's path to a case and the record of which of its steps were carried out. */
const SEPARATOR = '@';

/** Steps that are drawn at most, compared with standard effort. */
const LENGTH_FACTOR: { readonly [effort in Effort]: number } = { smoke: 0.1, standard: 1, thorough: 2 };

/**
 * Generated sequences of steps. Which steps are possible shows only as they are carried out, and shrinking goes by that:
 * so a path names both the case and what was carried out on the way to it.
 */
export class Sequences<T extends Json> {
  readonly arbitrary: Arbitrary<Commands<T>>;
  /** fast-check's path to the one case to replay; undefined for all. */
  readonly path: string | undefined;
  readonly #fc: Environment['fc'];
  readonly #performed = new WeakMap<Commands<T>, T[]>();

  constructor({ fc, effort, path }: Environment, steps: Arbitrary<T>, { longest }: SequenceOptions) {
    this.#fc = fc;
    const [place, replayPath] = path?.split(SEPARATOR) ?? [];
    this.path = place;
    const command = steps.map((step) => commandOf(step));
    this.arbitrary = fc.commands([command], {
      maxCommands: Math.max(1, Math.round(longest * LENGTH_FACTOR[effort])),
      size: 'max',
      ...(replayPath === undefined ? {} : { replayPath }),
    });
  }

  /** Begins, carries out the steps that are possible, and ends. */
  async carryOut(commands: Commands<T>, begin: () => Promise<Play<T>>): Promise<void> {
    const performed: T[] = [];
    this.#performed.set(commands, performed);
    const play = await begin();
    const noting: Play<T> = {
      isPossible: (step) => play.isPossible(step),
      perform: (step) => {
        performed.push(step);
        return play.perform(step);
      },
      end: () => play.end(),
    };
    await this.#fc.asyncModelRun(() => ({ model: noting, real: undefined }), commands);
    await play.end();
  }

  /** The steps that were carried out, and the whole path to them. */
  told({ value, path }: Found<Commands<T>>): { readonly value: Json; readonly path: string } {
    // fast-check tells of this record only in the text that it prints.
    const [, replayPath = ''] = /replayPath="([^"]*)"/.exec(String(value)) ?? [];
    return { value: [...(this.#performed.get(value) ?? [])], path: `${path}${SEPARATOR}${replayPath}` };
  }
}

function commandOf<T extends Json>(step: T): Command<T> {
  return {
    check: (play) => play.isPossible(step),
    run: (play) => play.perform(step),
    toString: () => JSON.stringify(step),
  };
}
