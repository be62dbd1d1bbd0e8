/** What comes of asking the deviations of a report again. Plain data, without behaviour. */

/**
 * What has become of a deviation: it `stands` as it was, it stands but the endpoint now deviates `otherwise`, it is
 * `gone` because the endpoint conforms, or it could not be decided (`undecided`).
 */
export type Standing = 'stands' | 'otherwise' | 'gone' | 'undecided';

/** Where an endpoint does not do what is expected. */
export interface Finding {
  readonly expected: string;
  readonly observed: string;
}

/** One deviation of a report, asked again. */
export interface Reproduced {
  /** ID of the check. */
  readonly check: string;
  readonly title: string;
  readonly was: 'deviates' | 'unimplemented';
  readonly standing: Standing;
  /** Why it is still not implemented, or could not be decided. */
  readonly reason?: string;
  /** Of the report; absent for an operation that is not implemented. */
  readonly before?: Finding;
  /** Absent where the check does not deviate now. */
  readonly now?: Finding;
  /** What asks this check alone. */
  readonly command?: string;
  /** How many it took. */
  readonly requests: number;
}

/** The deviations of a report, or some of them, asked again. */
export interface ReproductionReport {
  /** As it was named. */
  readonly report: string;
  readonly target: { readonly endpoint: string; readonly region: string };
  readonly summary: { readonly [standing in Standing]: number } & { readonly requests: number };
  readonly durationMs: number;
  /** Set when this was cut short by a signal. */
  readonly interrupted?: boolean;
  readonly deviations: readonly Reproduced[];
}
