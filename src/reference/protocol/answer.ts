import { readPackageJson, resolve } from '../../contract/load.js';
import type { Contract, Json, JsonObject, Schema } from '../../contract/types.js';
import type { Answer, Call } from '../state/call.js';
import { isObject, pick } from '../state/json.js';

type Texts = { readonly [name: string]: string };
type Front = { readonly headers: Texts; readonly statuses: { readonly [code: string]: number } };

/** `specs/front.json`: what comes before any operation. */
const FRONT = readPackageJson<Front>('specs', 'front.json');
const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * The success of an operation: its status, its headers, and its output members unless it has no output. The contract
 * decides what is shown: neither what came after its revision, nor what the service keeps to itself.
 */
export function success({ contract, operation }: Call, output: JsonObject): Answer {
  const { status, hasOutput, outputHeaders } = operation.http;
  if (!hasOutput) return { status, headers: {} };
  const headers = { ...JSON_TYPE, ...modelled(Object.values(outputHeaders)) };
  return { status, headers, body: shownMembers(contract, operation.output, output) };
}

function shownMembers(contract: Contract, schema: Schema, members: JsonObject): JsonObject {
  const { properties } = resolve(contract, schema);
  if (properties === undefined) return members;
  const shown = Object.entries(members).flatMap(([name, value]) => {
    const member = properties[name];
    return member === undefined ? [] : [[name, shownPart(contract, member, value)]];
  });
  return Object.fromEntries(shown);
}

function shownPart(contract: Contract, schema: Schema, value: Json): Json {
  if (isObject(value)) return shownMembers(contract, schema, value);
  const { items } = resolve(contract, schema);
  if (!Array.isArray(value) || items === undefined) return value;
  return value.map((entry) => shownPart(contract, items, entry));
}

/**
 * An error in the form that the services give it: code in a header, text in the body. The text is in the member that the
 * contract names, and in `message`, which is all that clients of AWS look at.
 */
export function failure(contract: Contract | undefined, code: string, message: string): Answer {
  const error = contract?.shapes.errors[code];
  const status = error?.status ?? FRONT.statuses[code] ?? 400;
  const headers = {
    ...JSON_TYPE,
    ...modelled(Object.values(error?.headers ?? {})),
    'x-amzn-errortype': code,
  };
  const body = { [error?.messageMember ?? 'exceptionMessage']: message, message };
  return { status, headers, body, error: code };
}

function modelled(names: readonly string[]): Texts {
  return pick(
    FRONT.headers,
    names.map((name) => name.toLowerCase()),
  );
}
