import type { Service } from '../../types.js';

const REFERENCES: { readonly [service in Service]: string } = {
  ivs: 'https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference',
  'ivs-realtime': 'https://docs.aws.amazon.com/ivs/latest/RealTimeAPIReference',
};

/** Address of the published API reference: of an operation, or of the whole service. */
export function documentationOf(service: Service, operation?: string): string {
  return `${REFERENCES[service]}/${operation === undefined ? 'Welcome' : `API_${operation}`}.html`;
}
