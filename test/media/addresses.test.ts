import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '#media/public-address.ts';
import { createStage, PNG, serve, serveBytes } from '#test/media/stage.ts';

const FORBIDDEN = { outcome: 'gone', detail: expect.stringContaining('not a public address') };

describe('what is public', () => {
  it.each([
    ['8.8.8.8'],
    ['1.1.1.1'],
    ['172.32.0.1'],
    ['2606:4700::6810:1'],
    ['2a00:1450:4001::1'],
    ['::ffff:8.8.8.8'],
    ['64:ff9b::8.8.8.8'],
    ['2002:808:808::1'],
  ])('%s is', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['127.0.0.1'],
    ['127.1'],
    ['0.0.0.0'],
    ['10.1.2.3'],
    ['172.16.0.1'],
    ['192.168.1.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['192.0.2.1'],
    ['198.18.0.1'],
    ['203.0.113.9'],
    ['224.0.0.1'],
    ['240.0.0.1'],
    ['255.255.255.255'],
    ['::'],
    ['::1'],
    ['::127.0.0.1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:a9fe:a9fe'],
    ['::ffff:0:127.0.0.1'],
    ['64:ff9b::10.0.0.1'],
    ['64:ff9b:1::8.8.8.8'],
    ['2002:7f00:1::1'],
    ['2001::1'],
    ['2001:db8::1'],
    ['100::1'],
    ['fc00::1'],
    ['fd12:3456::1'],
    ['fe80::1'],
    ['fe80::1%eth0'],
    ['fec0::1'],
    ['ff02::1'],
    ['4000::1'],
    ['localhost'],
    [''],
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('an address inside', () => {
  it.each(['127.0.0.1', '127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'])(
    'is refused as %s before anything connects',
    async (spelling) => {
      const server = await serveBytes(PNG);
      const stage = await createStage([]);
      expect(await stage.fetchFrom(`http://${spelling}:${server.port}/`)).toMatchObject(FORBIDDEN);
      expect(server.connections()).toBe(0);
    },
  );

  it('is refused when a name leads to it', async () => {
    const server = await serveBytes(PNG);
    const stage = await createStage([], { lookup: resolveTo('127.0.0.1') });
    expect(await stage.fetchFrom(`http://media.example:${server.port}/`)).toStrictEqual({
      outcome: 'gone',
      detail: 'media.example: not a public address',
    });
    expect(server.connections()).toBe(0);
  });

  it('is refused when the name leads to a public one as well', async () => {
    const server = await serveBytes(PNG);
    const stage = await createStage([], { lookup: resolveTo('192.0.1.1', '127.0.0.1') });
    expect(await stage.fetchFrom(`http://media.example:${server.port}/`)).toMatchObject(FORBIDDEN);
    expect(server.connections()).toBe(0);
  });

  it('is refused for https too', async () => {
    const stage = await createStage([], { lookup: resolveTo('10.0.0.7') });
    expect(await stage.fetchFrom('https://media.example/x.png')).toMatchObject(FORBIDDEN);
    expect(await stage.fetchFrom('https://[::1]/x.png')).toMatchObject(FORBIDDEN);
  });

  it('is refused when a redirect leads to it', async () => {
    const inside = await serveBytes(PNG);
    const outside = await serve((_request, response) =>
      response.writeHead(307, { location: `http://${inside.host}/secret` }).end(),
    );
    const stage = await createStage([outside.host]);
    expect(await stage.fetchFrom(`http://${outside.host}/`)).toMatchObject(FORBIDDEN);
    expect(inside.connections()).toBe(0);
  });

  it('is judged anew for every connection', async () => {
    const server = await serve((_request, response) => response.writeHead(200, { connection: 'close' }).end(PNG));
    const answers = ['127.0.0.1', '10.0.0.1'];
    let asked = 0;
    const lookup: LookupFunction = (...question) => resolveTo(answers[asked++] ?? '')(...question);
    const stage = await createStage([`first.example:${server.port}`], { lookup });
    expect(await stage.fetchFrom(`http://first.example:${server.port}/`)).toMatchObject({ outcome: 'stored' });
    expect(await stage.fetchFrom(`http://second.example:${server.port}/`)).toMatchObject(FORBIDDEN);
    expect(asked).toBe(2);
  });
});

describe('an exempt host', () => {
  it('may be named with its port, and then only that port is exempt', async () => {
    const [one, other] = [await serveBytes(PNG), await serveBytes(PNG)];
    const stage = await createStage([one.host]);
    expect(await stage.fetchFrom(`http://${one.host}/`)).toMatchObject({ outcome: 'stored' });
    expect(await stage.fetchFrom(`http://${other.host}/`)).toMatchObject(FORBIDDEN);
  });

  it('may be named without a port, in any case, and is then exempt at every port', async () => {
    const server = await serveBytes(PNG);
    const stage = await createStage(['Media.Example'], { lookup: resolveTo('127.0.0.1') });
    expect(await stage.fetchFrom(`http://media.example:${server.port}/`)).toMatchObject({ outcome: 'stored' });
    expect(await stage.fetchFrom(`http://x.media.example:${server.port}/`)).toMatchObject(FORBIDDEN);
  });
});

it.each(['ftp://example.org/x', 'file:///etc/hostname', 'blob:nodedata:x', 'x.png', ''])(
  'only http and https are addresses: not %j',
  async (address) => {
    const stage = await createStage([]);
    expect(await stage.fetchFrom(address)).toStrictEqual({
      outcome: 'gone',
      detail: 'not an http or https address',
    });
  },
);

it('a redirect away from http is not followed', async () => {
  const server = await serve((_request, response) =>
    response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
  );
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ outcome: 'gone' });
});

/** A name server that gives every name the same addresses. */
function resolveTo(...addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_hostname, options, callback) => {
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };
}
