import { resolve } from '../../../contract/load.js';
import type { Contract, Schema } from '../../../contract/types.js';

/** One step from a schema to a schema inside of it. */
export type Step =
  | { readonly to: 'member'; readonly member: string }
  | { readonly to: 'items' }
  | { readonly to: 'values' }
  | { readonly to: 'keys' };

/** A place inside a schema. */
export interface SchemaSite {
  readonly steps: readonly Step[];
  /** `thumbnailConfiguration.storage[]`; `tags{}` for a map's values, `tags{key}` for its keys. */
  readonly path: string;
  /** Resolved, its own members still as references. */
  readonly schema: Schema;
  /** Whether it is a member that the structure around it requires; absent when it is no member. */
  readonly required?: boolean;
}

/** Every place inside a schema, the schema itself left out. */
export function schemaSites(contract: Contract, schema: Schema): SchemaSite[] {
  return inside(contract, { steps: [], path: '', schema: resolve(contract, schema) });
}

function inside(contract: Contract, parent: SchemaSite): SchemaSite[] {
  const { properties = {}, items, additionalProperties, propertyNames, required = [] } = parent.schema;
  const children: SchemaSite[] = Object.entries(properties).map(([member, schema]) => ({
    ...child(contract, parent, { to: 'member', member }, `${parent.path && '.'}${member}`, schema),
    required: required.includes(member),
  }));
  if (items !== undefined) children.push(child(contract, parent, { to: 'items' }, '[]', items));
  if (typeof additionalProperties === 'object') {
    children.push(child(contract, parent, { to: 'values' }, '{}', additionalProperties));
  }
  if (propertyNames !== undefined) {
    children.push(child(contract, parent, { to: 'keys' }, '{key}', propertyNames));
  }
  return children.flatMap((site) => [site, ...inside(contract, site)]);
}

function child(
  contract: Contract,
  parent: SchemaSite,
  step: Step,
  suffix: string,
  schema: Schema,
): SchemaSite {
  return {
    steps: [...parent.steps, step],
    path: `${parent.path}${suffix}`,
    schema: resolve(contract, schema),
  };
}

/** The schema with one place inside of it changed; shapes that other members share stay as they are. */
export function changeAt(
  contract: Contract,
  schema: Schema,
  [step, ...rest]: readonly Step[],
  change: (before: Schema) => Schema,
): Schema {
  const own = resolve(contract, schema);
  if (step === undefined) return change(own);
  const deeper = (inner: Schema): Schema => changeAt(contract, inner, rest, change);
  switch (step.to) {
    case 'member': {
      const properties = { ...own.properties, [step.member]: deeper(own.properties?.[step.member] ?? {}) };
      return { ...own, properties };
    }
    case 'items':
      return { ...own, items: deeper(own.items ?? {}) };
    case 'values': {
      const { additionalProperties: values } = own;
      return { ...own, additionalProperties: deeper(typeof values === 'object' ? values : {}) };
    }
    case 'keys':
      return { ...own, propertyNames: deeper(own.propertyNames ?? {}) };
  }
}
