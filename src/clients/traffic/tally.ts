import type { Contracts, JsonObject, Service } from '../../contract/types.js';
import type { Note } from '../../judge/exchange/problem.js';
import type { RecordedExchange } from '../../results/types.js';
import { redactExchange } from '../../transport/secrets/redact.js';
import type { EntryProblem, JudgedEntry } from './verdict.js';

/** Where an entry stands. */
export interface EntryPlace {
  readonly file: string;
  readonly index: number;
}

/** Problems of one operation that are of one kind, at one member. */
export interface ProblemGroup {
  readonly service: Service;
  readonly operation: string;
  /** The first of them. */
  readonly problem: EntryProblem;
  count: number;
  /** The first places, at most {@link SHOWN_PLACES}. */
  readonly places: EntryPlace[];
  /** The first exchange, without its secrets. */
  readonly exchange: RecordedExchange;
  readonly input: JsonObject | undefined;
}

/** What was seen of one operation. */
export interface OperationTally {
  readonly service: Service;
  readonly operation: string;
  readonly counts: { conforms: number; deviates: number; unimplemented: number; inconclusive: number };
  /** Why exchanges could not be decided → how many. */
  readonly reasons: Map<string, number>;
}

/** Notes of one kind, and where they were made. */
export interface NoteGroup {
  /** The first of them. */
  readonly note: string;
  /** Of how many exchanges. */
  count: number;
  /** Operations, by service. */
  readonly operations: Set<string>;
  readonly places: EntryPlace[];
}

/** How many entries there were. */
export interface TrafficSummary {
  entries: number;
  /** Entries of the services. */
  exchanges: number;
  /** Entries of others, which were left alone. */
  other: number;
  conforms: number;
  deviates: number;
  unimplemented: number;
  inconclusive: number;
  /** Entries that could not be read. */
  unreadable: number;
}

/** Places that are kept of what recurs. */
export const SHOWN_PLACES = 5;

/** Different notes that are kept: more would be noise, and memory. */
const MOST_NOTES = 1000;

/** Adds up verdicts on entries: in memory for what differs, however many entries there are. */
export class Tally {
  readonly summary: TrafficSummary = {
    ...{ entries: 0, exchanges: 0, other: 0, unreadable: 0 },
    ...{ conforms: 0, deviates: 0, unimplemented: 0, inconclusive: 0 },
  };
  readonly operations = new Map<string, OperationTally>();
  readonly #problems = new Map<string, ProblemGroup>();
  readonly #notes = new Map<string, NoteGroup>();
  /** The first entries that could not be read, and why. */
  readonly unreadable: (EntryPlace & { readonly reason: string })[] = [];
  readonly #contracts: Contracts;

  constructor(contracts: Contracts) {
    this.#contracts = contracts;
  }

  /** What is wrong, the most frequent first. */
  get problems(): readonly ProblemGroup[] {
    return [...this.#problems.values()].sort((one, other) => other.count - one.count);
  }

  get notes(): readonly NoteGroup[] {
    return [...this.#notes.values()].sort((one, other) => other.count - one.count);
  }

  addOther(): void {
    this.summary.entries += 1;
    this.summary.other += 1;
  }

  addUnreadable(place: EntryPlace, reason: string): void {
    this.summary.entries += 1;
    this.summary.unreadable += 1;
    if (this.unreadable.length < SHOWN_PLACES) this.unreadable.push({ ...place, reason });
  }

  /** @returns what had not been told before */
  add(place: EntryPlace, judged: JudgedEntry): ProblemGroup[] {
    const { service, operation, outcome, reason } = judged;
    this.summary.entries += 1;
    this.summary.exchanges += 1;
    this.summary[outcome] += 1;
    const name = `${service} ${operation}`;
    const tally = this.operations.get(name) ?? {
      ...{ service, operation, reasons: new Map<string, number>() },
      counts: { conforms: 0, deviates: 0, unimplemented: 0, inconclusive: 0 },
    };
    this.operations.set(name, tally);
    tally.counts[outcome] += 1;
    if (reason !== undefined) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
    for (const note of judged.notes) this.#addNote(place, judged, note);
    return judged.problems.flatMap((problem) => this.#addProblem(place, judged, problem) ?? []);
  }

  /** @returns its group where it is the first of it */
  #addProblem(place: EntryPlace, judged: JudgedEntry, problem: EntryProblem): ProblemGroup | undefined {
    const { service, operation, exchange, input } = judged;
    if (exchange === undefined) return undefined;
    const member = problem.path.replaceAll(/\[\d+\]/g, '[]');
    const key = [service, operation, problem.where, problem.rule, member].join(' ');
    const sensitive = this.#contracts.get(service)?.operations.get(operation)?.sensitive;
    const group = this.#problems.get(key) ?? {
      ...{ service, operation, problem, input, count: 0, places: [] },
      exchange: redactExchange(exchange, sensitive ?? { input: [], output: [] }),
    };
    this.#problems.set(key, group);
    group.count += 1;
    if (group.places.length < SHOWN_PLACES) group.places.push(place);
    return group.count === 1 ? group : undefined;
  }

  #addNote(place: EntryPlace, { service, operation }: JudgedEntry, { about, text }: Note): void {
    const known = this.#notes.get(about);
    if (known === undefined && this.#notes.size >= MOST_NOTES) return;
    const group = known ?? { note: text, count: 0, operations: new Set(), places: [] };
    this.#notes.set(about, group);
    group.operations.add(`${service} ${operation}`);
    const last = group.places.at(-1);
    if (last?.index === place.index && last.file === place.file) return;
    group.count += 1;
    if (group.places.length < SHOWN_PLACES) group.places.push(place);
  }
}
