import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { isAwsUrl, isLoopbackUrl } from './loopback.js';

/** Addresses that lead to no other network: RFC 1918, RFC 3927, RFC 4193, RFC 4291, and this machine. */
const PRIVATE_ADDRESSES = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  PRIVATE_ADDRESSES.addSubnet(net, prefix, 'ipv4');
}
PRIVATE_ADDRESSES.addAddress('::1', 'ipv6');
PRIVATE_ADDRESSES.addSubnet('fc00::', 7, 'ipv6');
PRIVATE_ADDRESSES.addSubnet('fe80::', 10, 'ipv6');

/** Looks up the addresses of a host. */
export type Lookup = (host: string) => Promise<readonly string[]>;

const lookUp: Lookup = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Whether a URL leads to this machine or a private network, and not to AWS, which can be reached through private addresses
 * as well. A name is private where all its addresses are; one without any is not.
 */
export async function isPrivateUrl(url: URL, addressesOf: Lookup = lookUp): Promise<boolean> {
  if (isLoopbackUrl(url)) return true;
  if (isAwsUrl(url)) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await addressesOf(host).catch(() => []) : [host];
  return addresses.length > 0 && addresses.every(isPrivateAddress);
}

function isPrivateAddress(address: string): boolean {
  return PRIVATE_ADDRESSES.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
