/**
 * What a run finds out: verdicts, deviations, the report. Plain data, without behaviour; the JSON form of a
 * report is described by `reports/report.schema.json`.
 */
import type { Json, Service, Source, Strength } from '../contract/types.js';
import type { ReportedCause } from './reported/reported-cause.js';

/** One HTTP request with its response, secrets already redacted. */
export interface RecordedExchange {
  readonly service: Service;
  readonly operation: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: { readonly [name: string]: string };
    /** Body text; empty string for none. */
    readonly body: string;
    /** The exact bytes of a body that is not UTF-8, in base64; its text then shows U+FFFD in place of what is none. */
    readonly bodyBase64?: string;
    /** What is wrong with the signature on purpose; `how` follows the word "signed". */
    readonly missigned?: {
      readonly fault: 'secret' | 'unknown-key' | 'scope' | 'date' | 'content' | 'form';
      readonly how: string;
    };
  };
  /** Absent when no response arrived; `error` then says why. */
  readonly response?: {
    readonly status: number;
    readonly headers: { readonly [name: string]: string };
    readonly body: string;
  };
  readonly error?: string;
  readonly durationMs: number;
}

/** What came of a check. */
export type Outcome = 'conforms' | 'deviates' | 'unimplemented' | 'inconclusive' | 'skipped';

/** All outcomes, in the order in which they are reported. */
export const OUTCOMES: readonly Outcome[] = [
  'deviates',
  'unimplemented',
  'inconclusive',
  'skipped',
  'conforms',
];

/** How to see a deviation again. */
export interface Reproduction {
  readonly seed: number;
  /** fast-check's path to the counterexample; empty when the check draws nothing. */
  readonly path: string;
  /** Our own command. */
  readonly command: string;
  /** The deciding request as a curl line, after the lines that make again what it needs. */
  readonly curl: string;
  /** The same with the AWS CLI; absent where that cannot send the deciding request. */
  readonly awsCli?: string;
  /**
   * The same with the AWS SDK for JavaScript v3, as a module; absent where that cannot send the deciding request, and
   * where somebody has to go live or join a stage before.
   */
  readonly sdk?: string;
}

/** Where an operation says something, or is told it. */
export interface Place {
  readonly operation: string;
  /** Member of its output, or of its input, as a dotted path from the top. */
  readonly member: string;
}

/** A documented behaviour that the endpoint did not show. */
export interface Deviation {
  readonly expected: string;
  readonly observed: string;
  /** The operation's member at fault, as a dotted path (`channel.preset`). */
  readonly member?: string;
  /** What the expected value was taken from: if these are wrong, what decided may be right. */
  readonly comparedWith?: readonly Place[];
  /** ID of the check whose deviation this one follows from; absent where it stands for itself. */
  readonly causedBy?: string;
  /** ID of the check that saw it, where that could not be decided because of it. */
  readonly seenBy?: string;
  /** Revision that the endpoint answers as of, and by whose contract this is no deviation. */
  readonly noneAsOf?: string;
  /** The smallest input that shows it: operation → what it was sent; a list where several calls are needed. */
  readonly counterexample: Json;
  readonly exchanges: readonly RecordedExchange[];
  readonly reproduce: Reproduction;
}

/** The verdict on one check. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly service: Service;
  readonly operations: readonly string[];
  readonly kind: string;
  readonly strength: Strength;
  readonly source: Source;
  readonly outcome: Outcome;
  /** Why, for `unimplemented`, `inconclusive` and `skipped`. */
  readonly reason?: string;
  /** ID of the deviation that kept it from being asked, where it is skipped. */
  readonly blockedBy?: string;
  /** Generated cases that were asked. */
  readonly cases: number;
  readonly requests: number;
  readonly durationMs: number;
  readonly deviation?: Deviation;
  /** Set when the baseline accepts this outcome: the reason given there. */
  readonly expected?: string;
}

/** exercised ÷ total of one thing that a contract has. */
export interface CoverageFigure {
  readonly exercised: number;
  readonly total: number;
}

/** The same of declared errors. */
export interface ErrorFigure extends CoverageFigure {
  /** How many of those that are missing no client can provoke. */
  readonly unprovokable: number;
}

/** exercised ÷ total of everything that a contract has. */
export type CoverageFigures = {
  readonly [what in CoverageKind]: what extends 'errors' ? ErrorFigure : CoverageFigure;
};

/** A baseline entry that no longer holds, or that matches no check. */
export interface StaleBaselineEntry {
  readonly check: string;
  readonly reason: string;
  readonly problem: string;
}

/** A member that a revision added to an operation, with all that it holds. */
export interface LackedMember {
  readonly operation: string;
  readonly side: 'request' | 'response';
  /** Dotted path from the top. */
  readonly member: string;
}

/** The revision that an endpoint answers as of, where that is an earlier one than it was asked about. */
export interface AnswersAsOf {
  /** The first revision that it can be. */
  readonly earliest: string;
  /** The last one; the same, where it can be told. */
  readonly latest: string;
  /** What later revisions brought, as far as it was asked about and the endpoint does not have it. */
  readonly lacks: {
    readonly revisions: readonly string[];
    readonly operations: readonly string[];
    readonly members: readonly LackedMember[];
  };
}

/** Something that a run could not do, and why. */
export interface Undone {
  readonly what: string;
  readonly reason: string;
}

/** The whole report: `report.json`. */
export interface Report {
  readonly schemaVersion: 1;
  readonly suite: { readonly name: string; readonly version: string };
  /** Revision of each service's contract. */
  readonly contract: { readonly [service in Service]?: string };
  /** Services of which the endpoint answers as an earlier revision. Absent for none. */
  readonly answersAsOf?: { readonly [service in Service]?: AnswersAsOf };
  readonly target: {
    readonly endpoint: string;
    readonly region: string;
    readonly services: readonly Service[];
  };
  readonly run: {
    readonly seed: number;
    readonly effort: Effort;
    /** ISO 8601. */
    readonly startedAt: string;
    readonly durationMs: number;
    readonly requests: number;
    /** Answers that only asked to slow down; their requests were sent again. Absent for none. */
    readonly throttled?: number;
    /** Answers with a 5xx that cleared when their requests were sent again. Absent for none. */
    readonly transient?: number;
    /** The request after which the endpoint took no more connections. Absent where it did not die. */
    readonly died?: string;
    /** Kinds of resources of which lists do not tell what was there before, each with the reason. Absent for none. */
    readonly unlisted?: readonly Undone[];
    /** What the run could not remove, each with the reason. Absent for nothing. */
    readonly leftBehind?: readonly Undone[];
    readonly options: { readonly [option: string]: Json };
    /** Strengths whose deviations fail the run; absent for all but `inferred`. */
    readonly failOn?: readonly Strength[];
    /** Set when the run was cut short by a signal. */
    readonly interrupted?: boolean;
  };
  readonly summary: {
    readonly checks: number;
    readonly conforms: number;
    /** All deviations, accepted ones included. */
    readonly deviates: number;
    /** Deviations that follow from no other one: what there is to mend, as far as the answers tell. */
    readonly causes: number;
    /** Deviations and unimplemented operations that the baseline accepts. */
    readonly expected: number;
    readonly unimplemented: number;
    readonly inconclusive: number;
    readonly skipped: number;
    /**
     * How many of the planned checks were decided; what nobody asked for, or needs what the endpoint lacks, is not
     * planned. Absent in reports of earlier versions.
     */
    readonly decided?: number;
    readonly planned?: number;
    /** deviates ÷ (conforms + deviates), 0..1; null when nothing was decided. */
    readonly divergence: number | null;
    /** Share of the asked operations that the endpoint implements, 0..1; null when none was asked. */
    readonly implemented: number | null;
  };
  readonly coverage: CoverageFigures & { readonly notExercised: readonly NotExercised[] };
  readonly baseline?: {
    readonly file: string;
    readonly stale: readonly StaleBaselineEntry[];
    /** Why it is accepted that less than half of what was planned could be decided. */
    readonly undecided?: string;
  };
  /** Causes of the deviations, the most harmful first. Absent in reports of earlier versions. */
  readonly causes?: readonly ReportedCause[];
  readonly checks: readonly CheckResult[];
}

/**
 * What coverage is counted of: operations, members of inputs and outputs, values of input enumerations, both sides of
 * input constraints, declared errors of each operation, rules.
 */
export type CoverageKind =
  | 'operations'
  | 'members'
  | 'outputMembers'
  | 'enumValues'
  | 'constraints'
  | 'errors'
  | 'rules';

/** What coverage is counted of, in the order in which it is reported. */
export const COVERAGE_KINDS: readonly CoverageKind[] = [
  'operations',
  'members',
  'outputMembers',
  'enumValues',
  'constraints',
  'errors',
  'rules',
];

/** Things of one operation that were not exercised for the same reason. */
export interface NotExercised {
  readonly what: CoverageKind;
  readonly service: Service;
  /** For a rule, the first of its operations. */
  readonly operation: string;
  /** Members as dotted paths, codes of errors, IDs of rules; see `docs/reports.md` for the others. */
  readonly names: readonly string[];
  readonly reason: string;
}

/** How much is asked. */
export type Effort = 'smoke' | 'standard' | 'thorough';
