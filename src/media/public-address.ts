import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;
type IPv6 = InstanceType<typeof ipaddr.IPv6>;

/** All addresses that are given out to the public internet so far; everything else in IPv6 is special or reserved. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** The well-known prefix of NAT64: how a host without IPv4 reaches an IPv4 address (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Looks public, but each machine in Azure reaches the cloud's own services there (learn.microsoft.com, "What is IP address
 * 168.63.129.16?").
 */
const AZURE_HOST = '168.63.129.16';

/**
 * Whether an IP address, in any spelling, lies on the public internet. An IPv6 address that only wraps an IPv4 one
 * (mapped, NAT64, 6to4) is judged by what it wraps; every other transition scheme is refused. False for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  const spelled = isIPv6(text) ? inHexadecimal(text) : text;
  if (spelled === undefined || !ipaddr.isValid(spelled)) return false;
  const address = unwrap(ipaddr.parse(spelled));
  if (address.range() !== 'unicast') return false;
  return isVersion6(address) ? address.match(GLOBAL_UNICAST) && !isIsatap(address) : address.toString() !== AZURE_HOST;
}

/** The parser takes `::10.0.0.1` for `::ffff:10.0.0.1`, which is another address. Undefined with a zone: none is public. */
const inHexadecimal = (text: string): string | undefined => URL.parse(`http://[${text}]`)?.hostname.slice(1, -1);

function unwrap(address: Address): Address {
  if (!isVersion6(address)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  if (address.match(NAT64)) return ipaddr.fromByteArray(bytes.slice(12));
  // 2002:AABB:CCDD::/16 leads to the IPv4 address AA.BB.CC.DD (RFC 3056).
  if (address.range() === '6to4') return ipaddr.fromByteArray(bytes.slice(2, 6));
  return address;
}

/** `…:0:5efe:AABB:CCDD`, under any prefix: a tunnel to the IPv4 address AA.BB.CC.DD of a site (RFC 5214). */
function isIsatap(address: IPv6): boolean {
  const [, , , , high, low] = address.parts;
  return low === 0x5efe && (high === 0 || high === 0x200);
}

const isVersion6 = (address: Address): address is IPv6 => address.kind() === 'ipv6';
