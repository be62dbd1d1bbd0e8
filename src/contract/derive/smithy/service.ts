import { applyErrata, type Erratum } from '../../errata/errata.js';
import type { ErrorContract, JsonObject, Service, ShapesDocument } from '../../types.js';
import { documentationOf } from './documentation.js';
import {
  compareNames,
  ModelError,
  type ModelShape,
  membersOf,
  type PaginatorsModel,
  type ServiceModel,
} from './model.js';
import { DERIVED, deriveOperation, errorCode, headerMembers } from './operation.js';
import { type DefaultFinding, type ShapeSchemas, shapeSchemas } from './shapes.js';

/** What the contract of one service is derived from. */
export interface ServiceSource {
  readonly service: Service;
  readonly revision: string;
  readonly model: ServiceModel;
  readonly paginators?: PaginatorsModel | undefined;
  readonly errata?: readonly Erratum[];
}

/** The contract of one service, as it is written below `specs/<service>/`. */
export interface DerivedService {
  /** File name (`shapes.json`, `operations/<Operation>.json`) → its whole text. */
  readonly files: ReadonlyMap<string, string>;
  /** What the prose says of defaults, and what became of it. */
  readonly findings: readonly DefaultFinding[];
}

/**
 * Derives the contract of one service. The same source gives the same bytes.
 * @throws ModelError when the model contradicts itself or uses what contracts cannot express
 * @throws ErratumError when an erratum does not fit the model
 */
export function deriveService(source: ServiceSource): DerivedService {
  const { service, model, revision, paginators } = source;
  const schemas = shapeSchemas(service, model);
  const documents = new Map<string, JsonObject>();
  for (const name of Object.keys(model.operations).sort(compareNames)) {
    const operation = model.operations[name];
    if (operation === undefined) continue;
    const contract = deriveOperation({ service, revision, model, paginators, schemas }, operation);
    documents.set(`operations/${name}.json`, plainJson(contract));
  }
  documents.set('shapes.json', plainJson(shapesDocument(source, schemas)));
  applyErrata(documents, source.errata ?? []);
  return {
    files: new Map([...documents].map(([file, document]) => [file, jsonText(document)])),
    findings: schemas.findings(),
  };
}

/** How every derived file is written. */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A copy that can be changed. */
function plainJson(document: object): JsonObject {
  return JSON.parse(JSON.stringify(document));
}

function shapesDocument({ service, revision, model }: ServiceSource, schemas: ShapeSchemas): ShapesDocument {
  const { serviceId, signingName, endpointPrefix, apiVersion } = model.metadata;
  return {
    $comment: DERIVED,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:ivs-conformance:${service}:shapes`,
    service,
    revision,
    metadata: {
      serviceId,
      signingName: signingName ?? endpointPrefix,
      endpointPrefix,
      apiVersion,
      documentation: documentationOf(service),
    },
    errors: errorsOf(model),
    $defs: schemas.definitions(),
  };
}

function errorsOf(model: ServiceModel): { [code: string]: ErrorContract } {
  const errors: { [code: string]: ErrorContract } = {};
  for (const name of Object.keys(model.shapes).sort(compareNames)) {
    const shape = model.shapes[name];
    if (shape?.exception !== true) continue;
    const code = errorCode(model, name);
    errors[code] = errorContract(code, shape);
  }
  return errors;
}

function errorContract(code: string, shape: ModelShape): ErrorContract {
  const status = shape.error?.httpStatusCode;
  const [text, ...others] = membersOf(shape).filter(([, member]) => member.location === undefined);
  if (status === undefined) throw new ModelError(`error "${code}" has no HTTP status`);
  if (text === undefined || others.length > 0) {
    throw new ModelError(`error "${code}" should have exactly one body member, its text`);
  }
  return {
    code,
    status,
    fault: shape.fault === true ? 'server' : 'client',
    messageMember: text[0],
    headers: headerMembers(shape),
  };
}
