import { describe, expect, it } from 'vitest';
import { bytes, callbackOf, connect, fixture, SECRET, SIGNED_AT_S, signatureOf } from './bench.ts';

const BODY = fixture('poll-succeeded-array');
const OTHER_SECRET = `whsec_${Buffer.from('another key of twenty-four').toString('base64')}`;

type Headers = Record<string, string | readonly string[] | undefined>;

const right = (): Headers => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(SIGNED_AT_S),
  'webhook-signature': signatureOf(BODY),
});

const read = (headers: Headers, body: string | Uint8Array = BODY, nowS = SIGNED_AT_S) =>
  connect('https://api.replicate.com', { now: () => nowS * 1000 }).readCallback(callbackOf(body, headers));

/** The check value that the libraries of Standard Webhooks test themselves with. */
it('a callback is signed as every library of Standard Webhooks signs it', () => {
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  // Known to be the service's, and so read: it is no prediction.
  expect(read(headers, '{"test": 2432232314}')).toStrictEqual({ news: 'nonsense', detail: 'body has no status' });
  expect(read(headers, '{"test": 2432232315}')).toMatchObject({ news: 'forged' });
});

describe('a callback is the service’s', () => {
  it('when its signature fits', () => {
    expect(read(right())).toMatchObject({ news: 'ended' });
  });

  it('when any of several signatures fits, as while a secret is changed', () => {
    const other = signatureOf(BODY, { secret: OTHER_SECRET });
    for (const list of [`${other} ${signatureOf(BODY)}`, `v1a,${'x'.repeat(88)} ${signatureOf(BODY)} ${other}`]) {
      expect(read({ ...right(), 'webhook-signature': list })).toMatchObject({ news: 'ended' });
    }
  });

  it.each([-300, 0, 300])('when it was signed within five minutes: %i s', (off) => {
    expect(read(right(), BODY, SIGNED_AT_S + off)).toMatchObject({ news: 'ended' });
  });

  it('when the body is signed byte by byte, whatever they are', () => {
    const body = Buffer.concat([bytes('{"status":"failed","error":"'), Buffer.from([0xff, 0xc3]), bytes('"}')]);
    expect(read({ ...right(), 'webhook-signature': signatureOf(body) }, body)).toMatchObject({ news: 'ended' });
  });
});

describe('a callback is forged', () => {
  const forged = (detail: string) => ({ news: 'forged', detail });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without the header %s', (name) => {
    expect(read({ ...right(), [name]: undefined })).toStrictEqual(forged('a header of the signature is missing'));
  });

  it('without any', () => {
    expect(read({})).toStrictEqual(forged('a header of the signature is missing'));
  });

  it.each<[string, () => Headers]>([
    ['another key', () => ({ 'webhook-signature': signatureOf(BODY, { secret: OTHER_SECRET }) })],
    ['another id', () => ({ 'webhook-id': 'msg_2' })],
    ['another time', () => ({ 'webhook-timestamp': String(SIGNED_AT_S + 1) })],
    ['another body', () => ({ 'webhook-signature': signatureOf(`${BODY} `) })],
    ['no version', () => ({ 'webhook-signature': signatureOf(BODY).slice('v1,'.length) })],
    ['another version', () => ({ 'webhook-signature': signatureOf(BODY).replace('v1,', 'v1a,') })],
    ['one character less', () => ({ 'webhook-signature': signatureOf(BODY).slice(0, -1) })],
    ['nothing', () => ({ 'webhook-signature': '' })],
    ['an empty signature', () => ({ 'webhook-signature': 'v1,' })],
    ['the secret', () => ({ 'webhook-signature': `v1,${SECRET}` })],
  ])('when it is signed with %s', (_, headers) => {
    expect(read({ ...right(), ...headers() })).toStrictEqual(forged('no signature fits'));
  });

  it('when the key is taken for text instead of base64', () => {
    const secret = `whsec_${Buffer.from(SECRET.slice('whsec_'.length)).toString('base64')}`;
    expect(read({ ...right(), 'webhook-signature': signatureOf(BODY, { secret }) })).toMatchObject({ news: 'forged' });
  });

  it('when a single byte of the signed body has changed', () => {
    const altered = bytes(BODY);
    altered[20] = (altered[20] ?? 0) ^ 1;
    expect(read(right(), altered)).toStrictEqual(forged('no signature fits'));
  });

  it.each([-301, 301, 86_400])('when it was signed more than five minutes away: %i s', (age) => {
    const detail = `the signature is ${age} seconds old`;
    expect(read(right(), BODY, SIGNED_AT_S + age)).toStrictEqual(forged(detail));
  });

  it.each(['', 'now', '1e9', '-5', '1614265330.5', ' 1614265330', '9'.repeat(400)])(
    'when its time is none: %j',
    (time) => {
      const signature = signatureOf(BODY, { time: Number(time) });
      const headers = { ...right(), 'webhook-timestamp': time, 'webhook-signature': signature };
      expect(read(headers)).toStrictEqual(forged('the time of the signature is none'));
    },
  );
});
