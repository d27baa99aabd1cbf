import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { watchDials } from '#test/media/dials.ts';
import { createStage, PNG, serve, serveBytes } from '#test/media/stage.ts';

const PUBLIC = '93.184.216.34';
const PUBLIC_V6 = '2606:2800:220:1::1';

/** A name server that gives each name its next answer, and the last one for ever. */
function answering(...answers: readonly (readonly string[])[]): { lookup: LookupFunction; asked: readonly string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (name, options, callback) => {
    asked.push(name);
    const found = (answers[asked.length - 1] ?? answers.at(-1) ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };
  return { lookup, asked };
}

describe('an address that pretends to be another', () => {
  it.each([
    'http://8.8.8.8@127.0.0.1/',
    'http://8.8.8.8:80@127.0.0.1:80/',
    'http://user:pass@10.0.0.1/',
    'http://8.8.8.8%40127.0.0.1@127.0.0.1/',
    'http://[::1]@127.0.0.1/',
    'http:\\\\127.0.0.1\\x',
    'http:/127.0.0.1/',
    'http:127.0.0.1/',
    'http:///127.0.0.1/',
    'HTTP://127.0.0.1/',
    ' \thttp://127.0.0.1/ ',
    'http://127.0.0.1\t/',
    'http://127.\n0.0.1/',
    'ht\ntp://12\t7.0.0.1/',
    'http://127.0.0.1\r\nHost: 8.8.8.8/',
    'http://127.0.0.1:80#@8.8.8.8/',
    'http://127.0.0.1?@8.8.8.8/',
    'http://127.0.0.1\\@8.8.8.8/',
    'http://127.0.0.1;8.8.8.8/',
    'http://0/',
    'http://0x/',
    'http://127.1/',
    'http://127.0.1/',
    'http://⑯⑨。②⑤④。⑯⑨。②⑤④/',
    'http://①②⑦.⓪.⓪.①/',
    'http://１２７．０．０．１/',
    'http://4294967296/',
    'http://256.0.0.1/',
    'http://127.0.0.1.1/',
    'http://[::ffff:127.0.0.1/',
    'http://[::1]x/',
    'http://[fe80::1%25lo]/',
    'http://127.0.0.1%00.example.org/',
    'http://127.0.0.1%0d%0a/',
    'file:///etc/passwd',
    'file://127.0.0.1/etc/passwd',
    'gopher://127.0.0.1:6379/_INFO',
    'ftp://127.0.0.1/x',
    'ldap://127.0.0.1/',
    'jar:http://127.0.0.1!/',
    'unix:/var/run/docker.sock',
    'http+unix://%2Fvar%2Frun%2Fdocker.sock/x',
    '//127.0.0.1/',
    '127.0.0.1',
    'localhost:80',
  ])('reaches nobody: %j', async (url) => {
    const dials = await watchDials();
    const stage = await createStage([], answering(['127.0.0.1']));
    expect(await stage.fetchFrom(url)).toMatchObject({ outcome: 'gone' });
    expect(await stage.keep({ key: 'k', url, maxBytes: 1_000 })).toMatchObject({ outcome: 'unreachable' });
    expect(dials).toStrictEqual([]);
  });

  it.each([
    'http://127.0.0.1@8.8.8.8/',
    'http://8.8.8.8#@127.0.0.1/',
    'http://8.8.8.8?@127.0.0.1/',
    'http://8.8.8.8\\@127.0.0.1/',
    'http://8.8.8.8/@127.0.0.1/',
    'http://8.8.8.8\\.127.0.0.1/',
    'http://127.0.0.1%2f@8.8.8.8/',
  ])('reaches the public host that it really names, and no other: %j', async (url) => {
    const dials = await watchDials();
    const stage = await createStage([], answering(['127.0.0.1']));
    await stage.fetchFrom(url);
    expect(dials).toStrictEqual(['8.8.8.8:80']);
  });
});

describe('a name that leads inside', () => {
  it.each([
    ['localhost', ['127.0.0.1']],
    ['localhost.', ['::1']],
    ['LOCALHOST', ['127.0.0.1', '::1']],
    ['app.localhost', ['127.0.0.1']],
    ['ip6-localhost', ['::1']],
    ['127.0.0.1.nip.example', ['127.0.0.1']],
    ['metadata.google.internal', ['169.254.169.254']],
    ['metadata', ['fd20:ce::254']],
    ['instance-data', ['fd00:ec2::254']],
    ['router', ['fe80::1%eth0']],
    ['mixed', [PUBLIC, '10.0.0.1']],
    ['mixed-the-other-way', ['10.0.0.1', PUBLIC]],
    ['mixed-families', [PUBLIC, '::1']],
    ['mixed-families-the-other-way', ['fd00::1', PUBLIC]],
    ['public-six-private-four', [PUBLIC_V6, '192.168.1.1']],
    ['wrapped', ['::ffff:127.0.0.1']],
    ['compatible', ['::127.0.0.1']],
    ['compatible-with-a-public-one', ['::8.8.8.8']],
    ['nat64', ['64:ff9b::7f00:1']],
    ['nowhere', []],
    ['nonsense', ['not an address']],
  ])('is not dialled, not even its public address: %s', async (name, addresses) => {
    const dials = await watchDials();
    const stage = await createStage([], answering(addresses));
    expect(await stage.fetchFrom(`http://${name}/`)).toMatchObject({ outcome: 'gone' });
    expect(await stage.fetchFrom(`https://${name}:8443/`)).toMatchObject({ outcome: 'gone' });
    expect(dials).toStrictEqual([]);
  });

  it('is not dialled by the system’s own name service either', async () => {
    const dials = await watchDials();
    const stage = await createStage([]);
    expect(await stage.fetchFrom('http://localhost/', 'https://localhost:8443/')).toMatchObject({ outcome: 'gone' });
    expect(dials).toStrictEqual([]);
  });

  it('and changes between look-up and connection is dialled where it was looked up, since it is looked up once', async () => {
    const dials = await watchDials();
    const { lookup, asked } = answering([PUBLIC], ['127.0.0.1']);
    const stage = await createStage([], { lookup });
    await stage.fetchFrom('http://rebind.example/');
    expect({ dials, asked }).toStrictEqual({ dials: [`${PUBLIC}:80`], asked: ['rebind.example'] });
    expect(await stage.fetchFrom('http://rebind.example/')).toMatchObject({ outcome: 'gone' });
    expect(dials).toHaveLength(1);
  });

  it('is judged again after a redirect to the same name', async () => {
    const server = await serve((_request, response) =>
      response.writeHead(302, { location: `http://rebind.example:${server.port}/`, connection: 'close' }).end(),
    );
    const dials = await watchDials([server.host]);
    const { lookup, asked } = answering(['127.0.0.1']);
    const stage = await createStage([`first.example:${server.port}`], { lookup });
    expect(await stage.fetchFrom(`http://first.example:${server.port}/`)).toMatchObject({ outcome: 'gone' });
    expect({ dials, asked }).toStrictEqual({ dials: [server.host], asked: ['first.example', 'rebind.example'] });
  });

  it('while all its addresses are public is dialled at them alone', async () => {
    const dials = await watchDials();
    const stage = await createStage([], answering([PUBLIC, PUBLIC_V6]));
    expect(await stage.fetchFrom('http://both.example:8080/')).toMatchObject({ outcome: 'later' });
    expect(dials.toSorted()).toStrictEqual([`${PUBLIC}:8080`, `[${PUBLIC_V6}]:8080`].toSorted());
  });
});

it('the watch sees what is dialled, or all this would prove nothing', async () => {
  const server = await serveBytes(PNG);
  const dials = await watchDials([server.host]);
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ outcome: 'stored' });
  expect(dials).toStrictEqual([server.host]);
});
