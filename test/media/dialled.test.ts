import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchAnswer } from '#domain/ports/media-store.ts';
import { isPublicAddress } from '#media/public-address.ts';
import { watchDials } from '#test/media/dials.ts';
import type { Bytes } from '#test/media/notations.ts';
import {
  bytesOf,
  dotted,
  isSpecialV4,
  NEVER_PUBLIC,
  rangeOf,
  SPECIAL_V4,
  toBytes,
  V4_NOTATIONS,
} from '#test/media/notations.ts';
import { createStage, serve } from '#test/media/stage.ts';

/** In nobody's public internet: this machine, its neighbours, the metadata services of the clouds, what is reserved. */
const INSIDE_V4 = [
  ...['127.0.0.1', '127.1.2.3', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255'],
  ...['192.168.0.1', '100.64.0.1', '100.127.255.255', '169.254.1.1', '192.0.2.1', '198.18.0.1', '198.19.255.255'],
  ...['198.51.100.1', '203.0.113.1', '192.88.99.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  ...['169.254.169.254', '169.254.170.2', '169.254.0.23', '169.254.42.42', '100.100.100.200', '192.0.0.192'],
  ...['192.0.0.1', '168.63.129.16'],
];

const INSIDE_V6 = [
  ...['::', '::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001', 'fc00::1', 'fd00:ec2::254'],
  ...[
    'fd00:ec2::23',
    'fd20:ce::254',
    'fd00:42::42',
    'fdff:ffff::1',
    'fe80::1',
    'fe80::a9fe:a9fe',
    'febf::1',
    'fec0::1',
  ],
  ...['feff::1', 'ff01::1', 'ff02::1', 'ff05::1:3', 'ff0e::1', '2001:db8::1', '3fff::1', '2001:2::1', '2001:10::1'],
  ...['2001:20::1', '2001::1', '100::1', '5f00::1', '4000::1', '8000::1', 'e000::1', '64:ff9b:1::1', '::ffff:0:0'],
];

const isRefused = ({ outcome }: FetchAnswer): boolean => outcome === 'gone';

describe('no socket is opened to an address inside', () => {
  it.each(INSIDE_V4)('%s, however it is written', async (address) => {
    const dials = await watchDials();
    const stage = await createStage([]);
    const spellings = [...Object.entries(V4_NOTATIONS), ...Object.entries(NEVER_PUBLIC)];
    for (const [notation, spell] of spellings) {
      const host = spell(bytesOf(address));
      const answers = [await stage.fetchFrom(`http://${host}/`), await stage.fetchFrom(`https://${host}:8443/x`)];
      expect.soft([notation, answers.every(isRefused), dials]).toStrictEqual([notation, true, []]);
    }
  });

  it.each(INSIDE_V6)('%s', async (address) => {
    const dials = await watchDials();
    const stage = await createStage([]);
    for (const host of [`[${address}]`, `[${address.toUpperCase()}]`, `[${address}%25eth0]`, `[${address}%eth0]`]) {
      expect(await stage.fetchFrom(`http://${host}:8080/`)).toMatchObject({ outcome: 'gone' });
      expect(await stage.fetchFrom(`https://${host}/`)).toMatchObject({ outcome: 'gone' });
    }
    expect(dials).toStrictEqual([]);
    expect(isPublicAddress(address)).toBe(false);
    expect(isPublicAddress(`${address}%eth0`)).toBe(false);
  });

  it('nor by a redirect to one, nor to another scheme', async () => {
    const targets = [
      ...INSIDE_V4.flatMap((address) =>
        Object.values(V4_NOTATIONS).map((spell) => `http://${spell(bytesOf(address))}/`),
      ),
      ...INSIDE_V6.map((address) => `https://[${address}]/`),
      ...['file:///etc/passwd', 'file://localhost/etc/passwd', 'gopher://127.0.0.1:25/_HELO', 'ftp://127.0.0.1/x'],
      ...['data:image/png;base64,iVBORw0KGgo=', 'dict://127.0.0.1:11211/', 'ws://127.0.0.1/', 'javascript:1', 'blob:x'],
      ...['//127.0.0.1/', '///127.0.0.1/', '/\\127.0.0.1/', 'http:/127.0.0.1/', 'http:\\\\127.0.0.1\\'],
    ];
    const server = await serve(({ url = '' }, response) => {
      const target = targets[Number(url.slice(1))] ?? '';
      // A header holds no more than ASCII.
      response.writeHead(302, { location: target.replace(/[^\x20-\x7e]/gu, encodeURIComponent) }).end();
    });
    const dials = await watchDials([server.host]);
    const stage = await createStage([server.host]);
    for (const [at, target] of targets.entries()) {
      expect
        .soft([target, (await stage.fetchFrom(`http://${server.host}/${at}`)).outcome])
        .toStrictEqual([target, 'gone']);
    }
    expect(dials.filter((dial) => dial !== server.host)).toStrictEqual([]);
  });
});

describe('any IPv4 address, in any notation', () => {
  const notation = fc.constantFrom(...Object.entries(V4_NOTATIONS));
  const inside = fc
    .constantFrom(...SPECIAL_V4)
    .chain(([first, prefix]) => fc.integer({ min: rangeOf(first, prefix)[0], max: rangeOf(first, prefix)[1] }));
  const outside = fc.integer({ min: 0, max: 2 ** 32 - 1 }).filter((value) => !isSpecialV4(value));
  const urlOf = (bytes: Bytes, spell: (bytes: Bytes) => string) => `http://${spell(bytes)}/`;

  it('is refused when it lies inside, and nothing is dialled', async () => {
    const dials = await watchDials();
    const stage = await createStage([]);
    await fc.assert(
      fc.asyncProperty(inside, notation, async (value, [, spell]) => {
        expect(await stage.fetchFrom(urlOf(toBytes(value), spell))).toMatchObject({ outcome: 'gone' });
        expect(dials).toStrictEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is dialled as what it is when it lies outside', async () => {
    const dials = await watchDials();
    const stage = await createStage([]);
    await fc.assert(
      fc.asyncProperty(outside, notation, async (value, [name, spell]) => {
        const bytes = toBytes(value);
        const before = dials.length;
        expect(await stage.fetchFrom(urlOf(bytes, spell))).toMatchObject({ outcome: 'later' });
        const dialled = dials.slice(before);
        expect(dialled).toHaveLength(1);
        // What is wrapped is left in its wrapping.
        if (!name.includes('IPv6') && !name.startsWith('behind'))
          expect(dialled).toStrictEqual([`${dotted(bytes)}:80`]);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused in a wrapping that no public server has, whatever it wraps', () => {
    fc.assert(
      fc.property(outside, fc.constantFrom(...Object.values(NEVER_PUBLIC)), (value, wrap) => {
        expect(isPublicAddress(wrap(toBytes(value)).slice(1, -1))).toBe(false);
      }),
    );
  });
});
