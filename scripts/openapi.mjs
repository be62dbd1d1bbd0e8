/**
 * Writes the contract of a service as an OpenAPI 3.1 document, for software that takes one.
 *
 *   node scripts/openapi.mjs [--service ivs] [--out FILE]
 *
 * OpenAPI 3.1 takes the JSON Schemas of the contracts as they are. It has one answer for each status, so the errors of
 * one status are one answer, told apart by the header x-amzn-ErrorType.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { builtCli } from './components/suite.mjs';

/** @typedef {import('../dist/src/api/index.js').Contract} Contract */
/** @typedef {import('../dist/src/api/index.js').OperationContract} OperationContract */
/** @typedef {import('../dist/src/api/index.js').Schema} Schema */

/**
 * @param {import('../dist/src/api/index.js').Service} service
 * @returns {Promise<{ openapi: string, paths: object }>} the document
 */
export async function openApi(service) {
  builtCli();
  const { loadContract } = await import('../dist/src/api/index.js');
  const contract = loadContract(service);
  const paths = {};
  for (const operation of contract.operations.values()) {
    const { uri, method } = operation.http;
    paths[uri] = { ...paths[uri], [method.toLowerCase()]: described(contract, operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: contract.shapes.metadata.serviceId, version: contract.revision },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: schemas(contract.shapes.$defs) },
  };
}

/**
 * @param {Contract} contract
 * @param {OperationContract} operation
 */
function described(contract, { operation, http, input, output, errors }) {
  const { properties = {}, required = [], ...rest } = input;
  const inBody = Object.keys(properties).filter((member) => http.input[member] === undefined);
  const body = {
    ...rest,
    properties: Object.fromEntries(inBody.map((member) => [member, properties[member]])),
    required: required.filter((member) => inBody.includes(member)),
  };
  return {
    operationId: operation,
    parameters: Object.entries(http.input).map(([member, { location, name }]) => ({
      name,
      in: location === 'uri' ? 'path' : location === 'querystring' ? 'query' : 'header',
      required: required.includes(member),
      schema: schemas(properties[member]),
    })),
    ...(inBody.length === 0
      ? {}
      : { requestBody: { required: body.required.length > 0, content: json(schemas(body)) } }),
    responses: {
      [http.status]: {
        description: 'success',
        ...(http.hasOutput ? { content: json(schemas(output)) } : {}),
      },
      ...failures(errors.map((code) => contract.shapes.errors[code])),
    },
  };
}

/** @param {readonly import('../dist/src/api/index.js').ErrorContract[]} errors */
function failures(errors) {
  const answers = {};
  for (const { status, messageMember } of errors) {
    const codes = errors.filter((error) => error.status === status).map(({ code }) => code);
    answers[status] = {
      description: codes.join(', '),
      headers: { 'x-amzn-ErrorType': { required: true, schema: { type: 'string', enum: codes } } },
      content: json({ type: 'object', properties: { [messageMember]: { type: 'string' } } }),
    };
  }
  return answers;
}

/** @param {object} schema */
function json(schema) {
  return { 'application/json': { schema } };
}

/**
 * A copy whose references lead to the components of the document.
 * @param {any} part of a schema, or a map of schemas
 * @returns {any}
 */
function schemas(part) {
  return JSON.parse(JSON.stringify(part), (key, value) =>
    key === '$ref' ? `#/components/schemas/${value.slice(value.lastIndexOf('/') + 1)}` : value,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { service: { type: 'string', default: 'ivs' }, out: { type: 'string' } },
  });
  if (values.service !== 'ivs' && values.service !== 'ivs-realtime')
    throw new Error(`no service ${values.service}: ivs or ivs-realtime.`);
  const text = `${JSON.stringify(await openApi(values.service), null, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
}
