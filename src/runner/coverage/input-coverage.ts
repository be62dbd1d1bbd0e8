import { resolve } from '../../contract/load.js';
import { type AskableConstraint, askableConstraints } from '../../contract/schema/constraints.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';

/** A constraint, and which of its sides requests were on. */
export interface ConstraintSides {
  readonly constraint: AskableConstraint;
  /** A request broke it, and nothing else. */
  wasBroken: boolean;
  /** A valid request kept it; where it is a limit, by a value on the limit. */
  wasKept: boolean;
}

/** A member of an input, and whether it was sent. */
export interface InputMember {
  readonly member: string;
  wasSent: boolean;
}

/** A value of an enumeration, and whether it was sent. */
export interface EnumValue {
  readonly member: string;
  readonly value: string;
  wasSent: boolean;
}

/** What can stand at one place of an input. */
interface Place {
  readonly type: Schema['type'];
  /** Absent for the entries of lists and maps, which have no name of their own. */
  readonly member: InputMember | undefined;
  readonly limits: readonly Limit[];
  readonly values: ReadonlyMap<string, EnumValue>;
  readonly properties: ReadonlyMap<string, Place>;
  readonly required: readonly { readonly name: string; readonly sides: ConstraintSides }[];
  readonly isClosed: boolean;
  readonly items: Place | undefined;
  readonly keys: Place | undefined;
  readonly entries: Place | undefined;
}

/** Where a value stands to a constraint of its place. */
type Standing = 'broken' | 'kept' | 'within';

interface Limit {
  readonly sides: ConstraintSides;
  standingOf(value: Json): Standing;
}

/**
 * Notes what the requests of one operation had in them. Everything is looked up once, when it is made; noting a request
 * is one walk through its input, and none once there is nothing left to be noted.
 */
export class InputCoverage {
  readonly members: InputMember[] = [];
  readonly enumValues: EnumValue[] = [];
  readonly constraints: readonly ConstraintSides[];
  readonly #root: Place;
  /** How much has not been noted yet. */
  #left: number;
  /** Constraints that the request keeps, or has a value on the limit of. */
  #kept: ConstraintSides[] = [];
  #broken: ConstraintSides | undefined;
  /** The request is invalid in some other way, or in several. */
  #isOtherwiseBroken = false;

  constructor(contract: Contract, operation: OperationContract) {
    this.constraints = askableConstraints(contract, operation).map((constraint) => ({
      constraint,
      wasBroken: false,
      wasKept: false,
    }));
    this.#root = this.#place(contract, operation.input, '', []);
    const breakable = this.constraints.filter(({ constraint }) => constraint.isBreakable);
    this.#left = this.members.length + this.enumValues.length + this.constraints.length + breakable.length;
  }

  /** Notes one request that the endpoint considered. */
  note(input: JsonObject): void {
    if (this.#left === 0) return;
    this.#kept = [];
    this.#broken = undefined;
    this.#isOtherwiseBroken = false;
    this.#visit(this.#root, input);
    this.#judge(this.#broken);
  }

  /** @param broken the constraint that the request breaks */
  #judge(broken: ConstraintSides | undefined): void {
    if (this.#isOtherwiseBroken) return;
    if (broken === undefined) {
      for (const sides of this.#kept) {
        if (sides.wasKept) continue;
        sides.wasKept = true;
        this.#left -= 1;
      }
    } else if (!broken.wasBroken) {
      broken.wasBroken = true;
      this.#left -= 1;
    }
  }

  #place(contract: Contract, unresolved: Schema, path: string, within: readonly string[]): Place {
    const schema = resolve(contract, unresolved);
    const isEntered = unresolved.$ref !== undefined && within.includes(unresolved.$ref);
    const inner = unresolved.$ref === undefined ? within : [...within, unresolved.$ref];
    const place = (next: Schema, name: string) => this.#place(contract, next, name, inner);
    const sidesAt = (member: string) => this.constraints.filter((one) => one.constraint.member === member);
    const member = isNamed(path) ? { member: path, wasSent: false } : undefined;
    if (member !== undefined) this.members.push(member);
    const values = (schema.enum ?? []).map((value) => ({ member: path, value, wasSent: false }));
    this.enumValues.push(...values);
    const properties = isEntered ? [] : Object.entries(schema.properties ?? {});
    const { additionalProperties, items, propertyNames } = schema;
    const below = (name: string) => (path === '' ? name : `${path}.${name}`);
    return {
      type: schema.type,
      member,
      limits: sidesAt(path).flatMap((sides) => limitOf(sides) ?? []),
      values: new Map(values.map((value) => [value.value, value])),
      properties: new Map(properties.map(([name, next]) => [name, place(next, below(name))])),
      required: (schema.required ?? []).flatMap((name) => {
        const sides = sidesAt(below(name)).find((one) => one.constraint.keyword === 'required');
        return sides === undefined ? [] : { name, sides };
      }),
      isClosed: additionalProperties === false && !isEntered,
      items: items === undefined || isEntered ? undefined : place(items, `${path}[]`),
      keys: propertyNames === undefined || isEntered ? undefined : place(propertyNames, `${path}{key}`),
      entries:
        typeof additionalProperties === 'object' ? place(additionalProperties, `${path}{}`) : undefined,
    };
  }

  #visit(place: Place, value: Json): void {
    if (place.member?.wasSent === false) this.#see(place.member);
    if (!isOfType(value, place.type)) {
      this.#isOtherwiseBroken = true;
      return;
    }
    for (const { sides, standingOf } of place.limits) {
      const standing = standingOf(value);
      if (standing === 'kept') this.#keep(sides);
      else if (standing === 'broken') this.#break(sides);
    }
    if (typeof value === 'string') {
      const known = place.values.get(value);
      if (known?.wasSent === false) this.#see(known);
    } else if (Array.isArray(value)) {
      if (place.items !== undefined) for (const item of value) this.#visit(place.items, item);
    } else if (isObject(value)) {
      this.#visitObject(place, value);
    }
  }

  #visitObject(place: Place, value: JsonObject): void {
    for (const { name, sides } of place.required) {
      if (value[name] === undefined) this.#break(sides);
      else this.#keep(sides);
    }
    for (const name in value) {
      const inner = value[name];
      if (inner === undefined) continue;
      const property = place.properties.get(name);
      if (property !== undefined) {
        this.#visit(property, inner);
      } else if (place.entries !== undefined) {
        if (place.keys !== undefined) this.#visit(place.keys, name);
        this.#visit(place.entries, inner);
      } else if (place.isClosed) {
        this.#isOtherwiseBroken = true;
      }
    }
  }

  #see(sent: InputMember | EnumValue): void {
    sent.wasSent = true;
    this.#left -= 1;
  }

  #keep(sides: ConstraintSides): void {
    if (!sides.wasKept) this.#kept.push(sides);
  }

  #break(sides: ConstraintSides): void {
    if (this.#broken !== undefined && this.#broken !== sides) this.#isOtherwiseBroken = true;
    this.#broken = sides;
  }
}

/** Whether a path names a member, and not the entries of a list or map. */
export function isNamed(path: string): boolean {
  return path !== '' && !path.endsWith(']') && !path.endsWith('}');
}

function isOfType(value: Json, type: Schema['type']): boolean {
  switch (type) {
    case undefined:
      return true;
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
  }
}

/** How values of the right type stand to a constraint; undefined for `required`, which is about what is not there. */
function limitOf(sides: ConstraintSides): Limit | undefined {
  const { keyword, value } = sides.constraint;
  const least = (measure: (value: Json) => number): Limit => ({
    sides,
    standingOf: (given) => compare(measure(given), Number(value)),
  });
  const most = (measure: (value: Json) => number): Limit => ({
    sides,
    standingOf: (given) => compare(Number(value), measure(given)),
  });
  switch (keyword) {
    case 'required':
      return undefined;
    case 'enum': {
      const values = new Set(Array.isArray(value) ? value : []);
      return { sides, standingOf: (given) => (values.has(given) ? 'kept' : 'broken') };
    }
    case 'pattern': {
      const pattern = new RegExp(String(value), 'u');
      return { sides, standingOf: (given) => (pattern.test(String(given)) ? 'kept' : 'broken') };
    }
    case 'minLength': {
      const least = Number(value);
      return { sides, standingOf: (given) => compare(lengthOf(given, 2 * least), least) };
    }
    case 'maxLength': {
      const most = Number(value);
      return {
        sides,
        // The longer count decides where it is short enough, and costs nothing.
        standingOf: (given) => {
          const text = String(given);
          return text.length < most ? 'within' : compare(most, lengthOf(text));
        },
      };
    }
    case 'minimum':
      return least(Number);
    case 'maximum':
      return most(Number);
    case 'minItems':
    case 'minProperties':
      return least(sizeOf);
    case 'maxItems':
    case 'maxProperties':
      return most(sizeOf);
  }
}

function compare(greater: number, smaller: number): Standing {
  if (greater === smaller) return 'kept';
  return greater > smaller ? 'within' : 'broken';
}

/** Characters, as JSON Schema counts them: code points. A text is not counted to its end once there are more than enough. */
function lengthOf(value: Json, enough = Number.POSITIVE_INFINITY): number {
  let length = 0;
  for (const _ of String(value)) {
    length += 1;
    if (length > enough) break;
  }
  return length;
}

function sizeOf(value: Json): number {
  return Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
}
