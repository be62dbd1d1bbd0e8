import { BlockList, isIP } from 'node:net';

const LOOPBACK_ADDRESSES = new BlockList();
LOOPBACK_ADDRESSES.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK_ADDRESSES.addAddress('::1', 'ipv6');

/** Domains under which AWS serves its APIs, in all partitions. */
const AWS_DOMAINS: readonly string[] = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'api.aws',
  'api.amazonwebservices.com.cn',
];

/** Whether a URL leads to this very machine: `localhost`, names under it (RFC 6761), 127.0.0.0/8 and ::1. */
export function isLoopbackUrl(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version !== 0) return LOOPBACK_ADDRESSES.check(host, version === 4 ? 'ipv4' : 'ipv6');
  return isWithin(host, 'localhost');
}

/** Whether a URL leads to AWS itself. */
export function isAwsUrl(url: URL): boolean {
  return AWS_DOMAINS.some((domain) => isWithin(url.hostname, domain));
}

function isWithin(hostname: string, domain: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return host === domain || host.endsWith(`.${domain}`);
}
