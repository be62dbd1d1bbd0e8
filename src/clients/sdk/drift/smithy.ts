import { isServiceModel, ModelError, type ServiceModel } from '../../../contract/derive/smithy/model.js';
import type { Json, JsonObject } from '../../../contract/types.js';
import { isObject } from '../../../transport/http/answer.js';
import { localName, type SmithyModel, type SmithyReference, type SmithyShape } from './smithy-ast.js';

/**
 * A Smithy model of a service in the form of botocore, from which contracts are derived. Prose is left out.
 * @param serviceId absolute shape ID of the service
 * @throws ModelError when the model contradicts itself or uses what contracts cannot express
 */
export function serviceModelOf(smithy: SmithyModel, serviceId: string): ServiceModel {
  const service = shapeOf(smithy, serviceId);
  if (service.traits?.['aws.protocols#restJson1'] === undefined)
    throw new ModelError(`${serviceId} does not speak the protocol restJson1`);
  const { sdkId, arnNamespace, endpointPrefix } = objectOf(service.traits['aws.api#service']);
  const shapes = new Shapes(smithy);
  const operations = [...operationsOf(smithy, service)].map((id): [string, object] => [
    localName(id),
    operationOf(id, shapeOf(smithy, id), service, shapes),
  ]);
  const model = {
    metadata: {
      ...{ apiVersion: service.version, endpointPrefix: endpointPrefix ?? arnNamespace ?? sdkId },
      ...{ protocol: 'rest-json', serviceId: sdkId },
    },
    operations: Object.fromEntries(operations),
    shapes: Object.fromEntries(shapes.found),
  };
  if (isServiceModel(model)) return model;
  const [problem] = isServiceModel.errors ?? [];
  throw new ModelError(`${problem?.instancePath || serviceId} ${problem?.message ?? 'has another form'}`);
}

function shapeOf(smithy: SmithyModel, id: string): SmithyShape {
  const shape = smithy.shapes[id] ?? preludeShape(id);
  if (shape === undefined)
    throw new ModelError(`the model refers to shape "${id}", which it does not define`);
  return shape;
}

/** Shapes that Smithy itself defines: `smithy.api#String`, `smithy.api#PrimitiveLong`. */
function preludeShape(id: string): SmithyShape | undefined {
  const [, type] = /^smithy\.api#(?:Primitive)?([A-Z]\w*)$/.exec(id) ?? [];
  return type === undefined ? undefined : { type: type.charAt(0).toLowerCase() + type.slice(1) };
}

/** The operations of a service, or of a resource, and of all resources that it holds. */
function operationsOf(smithy: SmithyModel, holder: SmithyShape): ReadonlySet<string> {
  const { create, put, read, update, delete: deletes, list } = holder;
  const own = [create, put, read, update, deletes, list].filter((each) => each !== undefined);
  return new Set([
    ...[...own, ...(holder.operations ?? []), ...(holder.collectionOperations ?? [])].map(
      ({ target }) => target,
    ),
    ...(holder.resources ?? []).flatMap(({ target }) => [...operationsOf(smithy, shapeOf(smithy, target))]),
  ]);
}

function operationOf(id: string, operation: SmithyShape, service: SmithyShape, shapes: Shapes): object {
  const { method, uri, code } = objectOf(traitOf(operation.traits, 'http'));
  const { input, output } = operation;
  const errors = [...(operation.errors ?? []), ...(service.errors ?? [])];
  return {
    name: localName(id),
    http: { method, requestUri: uri, ...(code === undefined ? {} : { responseCode: code }) },
    ...(isUnit(input) ? {} : { input: { shape: shapes.nameOf(input) } }),
    ...(isUnit(output) ? {} : { output: { shape: shapes.nameOf(output) } }),
    errors: errors.map((error) => ({ shape: shapes.nameOf(error) })),
    readonly: traitOf(operation.traits, 'readonly') !== undefined,
  };
}

function isUnit(reference: SmithyReference | undefined): reference is undefined {
  return reference === undefined || reference.target === 'smithy.api#Unit';
}

/** Traits that a member may give of its own, as if its shape had them. */
const CONSTRAINING = ['enum', 'length', 'pattern', 'range', 'timestampFormat'];

/** The shapes that are referred to, in the form of botocore. */
class Shapes {
  readonly found = new Map<string, object>();
  readonly #smithy: SmithyModel;

  constructor(smithy: SmithyModel) {
    this.#smithy = smithy;
  }

  /** Name of the shape that is referred to, which is found from then on, with all that it holds. */
  nameOf({ target, traits = {} }: SmithyReference): string {
    const own = Object.entries(traits).filter(([id]) =>
      CONSTRAINING.some((name) => id === `smithy.api#${name}`),
    );
    // Shapes are told of by the members that have them: any name does for one that a member changes.
    const name = own.length === 0 ? localName(target) : `${localName(target)}_${this.found.size}`;
    if (this.found.has(name)) return name;
    const shape = shapeOf(this.#smithy, target);
    this.found.set(name, {});
    this.found.set(
      name,
      this.#converted(target, { ...shape, traits: { ...shape.traits, ...Object.fromEntries(own) } }),
    );
    return name;
  }

  #converted(id: string, shape: SmithyShape): object {
    const { members = {}, member, key, value, traits } = shape;
    const type = TYPES[shape.type];
    if (type === undefined)
      throw new ModelError(`"${id}" is a ${shape.type}, which contracts cannot express`);
    const inner = (reference: SmithyReference) => ({ shape: this.nameOf(reference) });
    return {
      type,
      ...(type === 'structure' ? this.#structure(members) : {}),
      ...(member === undefined ? {} : { member: inner(member) }),
      ...(key === undefined ? {} : { key: inner(key) }),
      ...(value === undefined ? {} : { value: inner(value) }),
      ...constraintsOf(shape),
      ...errorOf(traits),
    };
  }

  #structure(members: { readonly [member: string]: SmithyReference }): object {
    const all = Object.entries(members);
    return {
      members: Object.fromEntries(
        all.map(([name, reference]) => [
          name,
          { shape: this.nameOf(reference), ...locationOf(reference.traits) },
        ]),
      ),
      required: all
        .filter(([, { traits }]) => traitOf(traits, 'required') !== undefined)
        .map(([name]) => name),
    };
  }
}

/** Types of Smithy and those of botocore; bytes and documents are in neither service. */
const TYPES: { readonly [type: string]: string } = {
  ...{ structure: 'structure', union: 'structure', list: 'list', set: 'list', map: 'map' },
  ...{ string: 'string', enum: 'string', boolean: 'boolean', timestamp: 'timestamp' },
  ...{ byte: 'integer', short: 'integer', integer: 'integer', intEnum: 'integer' },
  ...{ long: 'long', bigInteger: 'long', float: 'float', double: 'double', bigDecimal: 'double' },
};

function constraintsOf({ type, members = {}, traits }: SmithyShape): object {
  const { min, max } = objectOf(traitOf(traits, 'length') ?? traitOf(traits, 'range'));
  const pattern = traitOf(traits, 'pattern');
  const named = traitOf(traits, 'enum');
  const format = traitOf(traits, 'timestampFormat');
  const values =
    type === 'enum'
      ? Object.entries(members).map(([name, member]) => traitOf(member.traits, 'enumValue') ?? name)
      : Array.isArray(named)
        ? named.map((each) => objectOf(each).value)
        : undefined;
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(typeof pattern === 'string' ? { pattern: wholePattern(pattern) } : {}),
    ...(values === undefined ? {} : { enum: values }),
    ...(format === undefined ? {} : { timestampFormat: FORMATS[String(format)] ?? format }),
  };
}

const FORMATS: { readonly [format: string]: string } = {
  'date-time': 'iso8601',
  'epoch-seconds': 'unixTimestamp',
};

/** Smithy's patterns may match anywhere in a text, unless they are anchored; botocore's are for the whole text. */
function wholePattern(pattern: string): string {
  return `${pattern.startsWith('^') ? '' : '.*'}${pattern}${/(?<!\\)\$$/.test(pattern) ? '' : '.*'}`;
}

/** Where a member travels, other than in the body. */
function locationOf(traits: JsonObject | undefined): object {
  const [query, header] = [traitOf(traits, 'httpQuery'), traitOf(traits, 'httpHeader')];
  const unknown = ['httpPayload', 'httpPrefixHeaders', 'httpQueryParams', 'httpResponseCode', 'jsonName'];
  const found = unknown.find((name) => traitOf(traits, name) !== undefined);
  if (found !== undefined) throw new ModelError(`the model uses ${found}, which contracts cannot express`);
  if (traitOf(traits, 'httpLabel') !== undefined) return { location: 'uri' };
  if (query !== undefined) return { location: 'querystring', locationName: query };
  return header === undefined ? {} : { location: 'header', locationName: header };
}

function errorOf(traits: JsonObject | undefined): object {
  const fault = traitOf(traits, 'error');
  if (fault === undefined) return {};
  const status = traitOf(traits, 'httpError') ?? (fault === 'server' ? 500 : 400);
  return {
    exception: true,
    error: { httpStatusCode: status },
    ...(fault === 'server' ? { fault: true } : {}),
  };
}

/** A trait of Smithy's own, which most are. */
function traitOf(traits: JsonObject | undefined, name: string): Json | undefined {
  return traits?.[`smithy.api#${name}`];
}

function objectOf(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {};
}
