import { TIMESTAMP_PATTERN } from '../../schema/timestamp.js';
import type { Schema, Service } from '../../types.js';
import { statedDefault } from './defaults.js';
import {
  compareNames,
  ModelError,
  type ModelMember,
  type ModelShape,
  membersOf,
  type ServiceModel,
  shapeOf,
} from './model.js';
import { anchored } from './pattern.js';

/**
 * Where a schema is used. Outputs are open; inputs are closed; inputs of updates are closed and have no defaults,
 * because a member that an update omits keeps its value. Nor has a required member of an input: it cannot be omitted.
 */
export type Use = 'output' | 'input' | 'update';

/** One mention of a default in the prose, with what became of it; for a person to review. */
export interface DefaultFinding {
  readonly service: Service;
  /** `Shape.member`. */
  readonly member: string;
  readonly use: Use;
  /** The JSON text of the default, or `undefined` when the prose was not turned into one. */
  readonly value: string | undefined;
  readonly prose: string;
}

/** The schemas of one service's shapes, defined as they are asked for. */
export interface ShapeSchemas {
  /** Object schema of an operation's input or output, without the members that `isBound` says travel elsewhere. */
  structure(shapeName: string, use: Use, isBound?: (member: ModelMember) => boolean): Schema;
  /** All shapes asked for so far, sorted by name. */
  definitions(): { [shape: string]: Schema };
  findings(): DefaultFinding[];
}

/** Makes schemas of a model's shapes. */
export function shapeSchemas(service: Service, model: ServiceModel): ShapeSchemas {
  const definitions = new Map<string, Schema>();
  const findings = new Map<string, DefaultFinding>();

  function reference(shapeName: string, use: Use): string {
    const name = definitionName(shapeName, use);
    if (!definitions.has(name)) {
      definitions.set(name, {});
      definitions.set(name, schemaOf(shapeName, use));
    }
    return `urn:ivs-conformance:${service}:shapes#/$defs/${name}`;
  }

  /** Only what holds a structure differs by use; the rest is shared. */
  function definitionName(shapeName: string, use: Use): string {
    if (use === 'output' || !reaches(model, shapeName, isStructure)) return shapeName;
    const differs = use === 'update' && reaches(model, shapeName, (shape) => statesDefaults(shape, model));
    const name = `${shapeName}${differs ? 'UpdateInput' : 'Input'}`;
    if (model.shapes[name] !== undefined) {
      throw new ModelError(`the model has a shape "${name}", the name of the closed form of "${shapeName}"`);
    }
    return name;
  }

  function schemaOf(shapeName: string, use: Use): Schema {
    const shape = shapeOf(model, shapeName);
    switch (shape.type) {
      case 'structure':
        return structure(shapeName, use);
      case 'list':
        return {
          type: 'array',
          items: { $ref: reference(part(shapeName, shape, 'member'), use) },
          ...bounds(shape, 'minItems', 'maxItems'),
        };
      case 'map':
        return {
          type: 'object',
          propertyNames: { $ref: reference(part(shapeName, shape, 'key'), use) },
          additionalProperties: { $ref: reference(part(shapeName, shape, 'value'), use) },
          ...bounds(shape, 'minProperties', 'maxProperties'),
        };
      default:
        return scalar(shapeName, shape);
    }
  }

  function structure(
    shapeName: string,
    use: Use,
    isBound: (member: ModelMember) => boolean = () => false,
  ): Schema {
    const shape = shapeOf(model, shapeName);
    const members = membersOf(shape).filter(([, member]) => !isBound(member));
    const required = (shape.required ?? []).filter((name) => members.some(([member]) => member === name));
    return {
      type: 'object',
      properties: Object.fromEntries(
        members.map(([name, member]) => {
          const isRequired = required.includes(name);
          return [name, memberSchema(`${shapeName}.${name}`, member, use, isRequired)];
        }),
      ),
      ...(required.length > 0 ? { required: [...required].sort(compareNames) } : {}),
      ...(use === 'output' ? {} : { additionalProperties: false }),
    };
  }

  function memberSchema(path: string, member: ModelMember, use: Use, isRequired: boolean): Schema {
    const stated = statedDefault(member.documentation, member.shape, model);
    const reason = use === 'update' ? 'update' : use === 'input' && isRequired ? 'required' : undefined;
    const holds = stated.kind === 'value' && reason === undefined;
    if (stated.kind !== 'silent') {
      findings.set(`${path} ${use}`, {
        service,
        member: path,
        use,
        value: holds ? JSON.stringify(stated.value) : undefined,
        prose: stated.kind === 'value' ? `${reason}: ${JSON.stringify(stated.value)}` : stated.prose,
      });
    }
    return {
      $ref: reference(member.shape, use),
      ...(holds ? { default: stated.value } : {}),
      ...(member.deprecated === true ? { deprecated: true } : {}),
    };
  }

  return {
    structure,
    definitions: () => Object.fromEntries([...definitions].sort(([a], [b]) => compareNames(a, b))),
    findings: () => [...findings.values()].sort((a, b) => compareNames(a.member, b.member)),
  };
}

function scalar(name: string, shape: ModelShape): Schema {
  switch (shape.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'long':
      return { type: 'integer', ...bounds(shape, 'minimum', 'maximum') };
    case 'float':
    case 'double':
      return { type: 'number', ...bounds(shape, 'minimum', 'maximum') };
    case 'timestamp':
      return timestamp(name, shape);
    default:
      return {
        type: 'string',
        ...(shape.enum === undefined ? {} : { enum: shape.enum }),
        ...(shape.pattern === undefined ? {} : { pattern: anchored(shape.pattern) }),
        ...bounds(shape, 'minLength', 'maxLength'),
      };
  }
}

/** On this protocol a timestamp without a stated form is a number of seconds, as in the first ivs-realtime model. */
function timestamp(name: string, { timestampFormat = 'unixTimestamp' }: ModelShape): Schema {
  if (timestampFormat === 'iso8601') return { type: 'string', pattern: TIMESTAMP_PATTERN };
  if (timestampFormat === 'unixTimestamp') return { type: 'number' };
  throw new ModelError(`shape "${name}" is a timestamp in the unknown form "${timestampFormat}"`);
}

/** The bounds that the model gives, under their JSON Schema names. */
function bounds(shape: ModelShape, min: keyof Schema, max: keyof Schema): Schema {
  return {
    ...(shape.min === undefined ? {} : { [min]: shape.min }),
    ...(shape.max === undefined ? {} : { [max]: shape.max }),
  };
}

function part(name: string, shape: ModelShape, which: 'member' | 'key' | 'value'): string {
  const member = shape[which];
  if (member === undefined) throw new ModelError(`shape "${name}" is a ${shape.type} without "${which}"`);
  return member.shape;
}

const isStructure = (shape: ModelShape): boolean => shape.type === 'structure';

function statesDefaults(shape: ModelShape, model: ServiceModel): boolean {
  return membersOf(shape).some(
    ([, member]) => statedDefault(member.documentation, member.shape, model).kind === 'value',
  );
}

/** Whether a shape, or any that it is made of, answers the question. Recursive shapes are asked once. */
function reaches(
  model: ServiceModel,
  shapeName: string,
  question: (shape: ModelShape) => boolean,
  asked = new Set<string>(),
): boolean {
  if (asked.has(shapeName)) return false;
  asked.add(shapeName);
  const shape = shapeOf(model, shapeName);
  const parts = [shape.member, shape.key, shape.value, ...Object.values(shape.members ?? {})];
  return (
    question(shape) || parts.some((part) => part !== undefined && reaches(model, part.shape, question, asked))
  );
}
