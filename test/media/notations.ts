/** An IPv4 address by its four bytes. */
export type Bytes = readonly [number, number, number, number];

export const bytesOf = (dotted: string): Bytes => {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
  return [a, b, c, d];
};

export const dotted = (bytes: Bytes): string => bytes.join('.');

const whole = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
const hex = (value: number): string => `0x${value.toString(16)}`;
const octal = (value: number): string => `0${value.toString(8)}`;
const words = ([a, b, c, d]: Bytes): string => `${whole([a, b]).toString(16)}:${whole([c, d]).toString(16)}`;
const replaceDigits = (text: string, zero: number, one: number): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(digit === '0' ? zero : one + Number(digit) - 1));

/** How one IPv4 address can be written where a web address has its host. */
export const V4_NOTATIONS: Readonly<Record<string, (bytes: Bytes) => string>> = {
  dotted,
  decimal: (bytes) => String(whole(bytes)),
  hexadecimal: (bytes) => hex(whole(bytes)),
  'hexadecimal in capitals': (bytes) => hex(whole(bytes)).toUpperCase().replace('X', 'x'),
  octal: (bytes) => octal(whole(bytes)),
  'dotted hexadecimal': (bytes) => bytes.map(hex).join('.'),
  'dotted octal': (bytes) => bytes.map(octal).join('.'),
  'octal with many zeros': (bytes) => bytes.map((byte) => `00000${octal(byte)}`).join('.'),
  'hexadecimal with many zeros': (bytes) => bytes.map((byte) => `0x0000000${byte.toString(16)}`).join('.'),
  mixed: ([a, b, c, d]) => [hex(a), octal(b), c, hex(d)].join('.'),
  'three parts': ([a, b, c, d]) => [a, b, whole([c, d])].join('.'),
  'two parts': ([a, b, c, d]) => [a, whole([b, c, d])].join('.'),
  'two parts, hexadecimal and octal': ([a, b, c, d]) => [hex(a), octal(whole([b, c, d]))].join('.'),
  'with a dot at its end': (bytes) => `${dotted(bytes)}.`,
  'decimal with a dot at its end': (bytes) => `${whole(bytes)}.`,
  'in full-width digits': (bytes) => replaceDigits(dotted(bytes), 0xff10, 0xff11),
  'in enclosed digits': (bytes) => replaceDigits(dotted(bytes), 0x24ea, 0x2460),
  'in mathematical digits': (bytes) => replaceDigits(dotted(bytes), 0x1d7ce, 0x1d7cf),
  'in superscript': (bytes) => bytes.join('.').replace(/1/g, '¹').replace(/2/g, '²'),
  'with ideographic dots': (bytes) => bytes.join('。'),
  'with full-width dots': (bytes) => bytes.join('．'),
  'with half-width dots': (bytes) => bytes.join('｡'),
  'with a soft hyphen': (bytes) => dotted(bytes).replace('.', '\u00ad.'),
  'percent-encoded': (bytes) => dotted(bytes).replace(/./g, (each) => `%${each.charCodeAt(0).toString(16)}`),
  'with encoded dots': (bytes) => bytes.join('%2e'),
  'with an encoded full-width digit': (bytes) => dotted(bytes).replace(/1/g, '%EF%BC%91'),
  'mapped into IPv6': (bytes) => `[::ffff:${dotted(bytes)}]`,
  'mapped into IPv6, in hexadecimal': (bytes) => `[::ffff:${words(bytes)}]`,
  'mapped into IPv6, at full length': (bytes) => `[0000:0000:0000:0000:0000:FFFF:${words(bytes).toUpperCase()}]`,
  'behind NAT64': (bytes) => `[64:ff9b::${dotted(bytes)}]`,
  'behind 6to4': (bytes) => `[2002:${words(bytes)}::1]`,
};

/** Ways to wrap an IPv4 address into an IPv6 one that no public server has. */
export const NEVER_PUBLIC: Readonly<Record<string, (bytes: Bytes) => string>> = {
  compatible: (bytes) => `[::${dotted(bytes)}]`,
  'compatible, in hexadecimal': (bytes) => `[::${words(bytes)}]`,
  translated: (bytes) => `[::ffff:0:${dotted(bytes)}]`,
  'behind the local-use prefix of NAT64': (bytes) => `[64:ff9b:1::${dotted(bytes)}]`,
  'behind Teredo': (bytes) => `[2001:0:${words(bytes)}::1]`,
  'behind Teredo, as the client': ([a, b, c, d]) => `[2001::${words([255 - a, 255 - b, 255 - c, 255 - d])}]`,
  'behind ISATAP, link-local': (bytes) => `[fe80::5efe:${dotted(bytes)}]`,
  'behind ISATAP': (bytes) => `[2606:4700::5efe:${words(bytes)}]`,
  'behind ISATAP, universal': (bytes) => `[2606:4700::200:5efe:${dotted(bytes)}]`,
};

/** IPv4 ranges that are not the public internet (IANA's registry of special addresses, and Azure's own). */
export const SPECIAL_V4: readonly (readonly [first: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

export const toBytes = (value: number): Bytes => [
  Math.floor(value / 0x1000000) % 256,
  Math.floor(value / 0x10000) % 256,
  Math.floor(value / 0x100) % 256,
  value % 256,
];

/** First and last address of a range, as numbers. */
export function rangeOf(first: string, prefix: number): readonly [number, number] {
  const start = whole(bytesOf(first));
  return [start, start + 2 ** (32 - prefix) - 1];
}

export const isSpecialV4 = (value: number): boolean =>
  SPECIAL_V4.some(([first, prefix]) => {
    const [start, end] = rangeOf(first, prefix);
    return value >= start && value <= end;
  });
