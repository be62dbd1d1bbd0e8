/** A refusal: thrown by whatever finds a request wanting, turned into an error response at one place. */
export class Fault extends Error {
  override readonly name = 'Fault';
  /** Error code, as `x-amzn-ErrorType` carries it. */
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The request breaks a constraint. */
export function invalid(message: string): Fault {
  return new Fault('ValidationException', message);
}

/** A well-formed ARN that names nothing in this region. */
export function notFound(arn: string): Fault {
  return new Fault('ResourceNotFoundException', `Resource: ${arn} not found`);
}

/** The resource's state, or its use by another resource, forbids the request. */
export function conflict(message: string): Fault {
  return new Fault('ConflictException', message);
}
