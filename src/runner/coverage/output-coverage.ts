import { resolve } from '../../contract/load.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import { isNamed } from './input-coverage.js';

/** A member of an output, and whether an answer showed it. */
export interface OutputMember {
  readonly member: string;
  wasSeen: boolean;
}

/** What can stand at one place of an output. */
interface Place {
  readonly name: string;
  /** Absent for the entries of lists and maps, which have no name of their own. */
  readonly member: OutputMember | undefined;
  /** Members that were not seen yet, or hold such. */
  properties: readonly Place[];
  /** Entries of a list or map, as long as they hold something that was not seen yet. */
  entries: Place | undefined;
}

/**
 * Notes what the successful answers of one operation had in them. What was seen with all that it holds is not looked
 * at again, so that most answers cost next to nothing.
 */
export class OutputCoverage {
  readonly members: OutputMember[] = [];
  readonly #root: Place;
  #headers: readonly { readonly header: string; readonly member: OutputMember }[];

  constructor(contract: Contract, operation: OperationContract) {
    this.#root = this.#place(contract, operation.output, '', '', []);
    this.#headers = Object.entries(operation.http.outputHeaders).map(([name, header]) => {
      const member = { member: name, wasSeen: false };
      this.members.push(member);
      return { header: header.toLowerCase(), member };
    });
  }

  /**
   * Notes one answer.
   * @param headers their names in lower case
   */
  note(output: JsonObject, headers: { readonly [name: string]: string }): void {
    visit(this.#root, output);
    if (this.#headers.length === 0) return;
    for (const { header, member } of this.#headers) if (headers[header] !== undefined) member.wasSeen = true;
    this.#headers = this.#headers.filter(({ member }) => !member.wasSeen);
  }

  #place(
    contract: Contract,
    unresolved: Schema,
    name: string,
    path: string,
    within: readonly string[],
  ): Place {
    const schema = resolve(contract, unresolved);
    const member = isNamed(path) ? { member: path, wasSeen: false } : undefined;
    if (member !== undefined) this.members.push(member);
    const place: Place = { name, member, properties: [], entries: undefined };
    if (unresolved.$ref !== undefined && within.includes(unresolved.$ref)) return place;
    const inner = unresolved.$ref === undefined ? within : [...within, unresolved.$ref];
    const { additionalProperties, items } = schema;
    place.properties = Object.entries(schema.properties ?? {}).map(([next, property]) =>
      this.#place(contract, property, next, path === '' ? next : `${path}.${next}`, inner),
    );
    const entries = items ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (entries !== undefined) {
      const mark = items === undefined ? '{}' : '[]';
      const held = this.#place(contract, entries, '', `${path}${mark}`, inner);
      if (!isDone(held)) place.entries = held;
    }
    return place;
  }
}

function isDone({ member, properties, entries }: Place): boolean {
  return member?.wasSeen !== false && properties.length === 0 && entries === undefined;
}

/** A null member stands for an absent one. */
function visit(place: Place, value: Json | undefined): void {
  if (value === undefined || value === null) return;
  if (place.member !== undefined) place.member.wasSeen = true;
  if (place.properties.length > 0 && isObject(value)) {
    let isAnyDone = false;
    for (const property of place.properties) {
      visit(property, value[property.name]);
      isAnyDone ||= isDone(property);
    }
    if (isAnyDone) place.properties = place.properties.filter((property) => !isDone(property));
  }
  if (place.entries === undefined || typeof value !== 'object') return;
  for (const entry of Array.isArray(value) ? value : Object.values(value)) {
    visit(place.entries, entry);
    if (isDone(place.entries)) {
      place.entries = undefined;
      return;
    }
  }
}
