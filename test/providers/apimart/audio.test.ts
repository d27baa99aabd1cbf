import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, JOB, submitTo, WEBHOOK } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, JSON.parse(fixture('submit-array.json')));
});
afterEach(() => service[Symbol.asyncDispose]());

const submit = (...args: Parameters<typeof submitTo>) => connect(service.apiUrl).submit(submitTo(...args));

async function sentFor(...args: Parameters<typeof submitTo>): Promise<unknown> {
  await submit(...args);
  return service.seen.at(-1)?.body;
}

const prompt = 'a sea shanty';

describe('the submit of music', () => {
  it('to suno is an idea where there are no lyrics, style and all', async () => {
    const options = { style: 'slow waltz', instrumental: true, negative: 'drums', format: 'm4a' };
    expect(await sentFor('suno', { prompt, options }, { webhookUrl: WEBHOOK })).toStrictEqual({
      model: 'suno',
      version: 'v6',
      custom: false,
      instrumental: true,
      prompt: 'a sea shanty, slow waltz',
      negative_tags: 'drums',
      audio_format: 'm4a',
      webhook: WEBHOOK,
    });
    expect(service.seen[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/music/generations',
      headers: { 'idempotency-key': JOB },
    });
  });

  it('to suno sings lyrics, and the prompt tells how', async () => {
    expect(await sentFor('suno', { prompt, options: { lyrics: 'Oh, the sea' } })).toStrictEqual({
      model: 'suno',
      version: 'v6',
      custom: true,
      instrumental: false,
      prompt: 'Oh, the sea',
      style: 'a sea shanty',
    });
  });

  it('to suno is refused where prompt and style are longer than its style may be', async () => {
    const options = { lyrics: 'Oh, the sea', style: 'w'.repeat(400) };
    expect(await submit('suno', { prompt: 'p'.repeat(600), options })).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'invalid_input' },
    });
    expect(service.seen).toStrictEqual([]);
  });

  it('to flowmusic has its own words', async () => {
    const options = { lyrics: 'Oh, the sea', duration: 60.4, seed: 3, style: 'waltz' };
    expect(await sentFor('flowmusic', { prompt, options })).toStrictEqual({
      model: 'flowmusic',
      sound_prompt: 'a sea shanty, waltz',
      lyrics: 'Oh, the sea',
      length: 60,
      seed: 3,
    });
  });

  it('gives a task of the family that is asked about elsewhere', async () => {
    expect(await submit('suno')).toMatchObject({ outcome: 'accepted', task: { family: 'music' } });
  });
});

describe('the submit of speech', () => {
  const WAV = Buffer.concat([Buffer.from('RIFF____WAVE'), Buffer.alloc(1_000, 0x80)]);

  const answerBytes = (sound: Uint8Array, type = 'audio/wav') =>
    service.respond((response) => response.writeHead(200, { 'content-type': type }).end(sound));

  it('always says voice and format', async () => {
    expect(await sentFor('gpt-4o-mini-tts', { prompt: 'Good evening' }, { webhookUrl: WEBHOOK })).toStrictEqual({
      model: 'gpt-4o-mini-tts',
      input: 'Good evening',
      voice: 'alloy',
      response_format: 'wav',
    });
    expect(service.seen[0]).toMatchObject({ path: '/api/v1/audio/speech', headers: { 'idempotency-key': JOB } });
    const options = { voice: 'nova', format: 'opus' };
    expect(await sentFor('gpt-4o-mini-tts', { options })).toMatchObject({ voice: 'nova', response_format: 'opus' });
  });

  it.each([
    [WAV, 'audio/wav'],
    [Buffer.from('OggS-and-more'), 'audio/ogg'],
  ])('is settled by the sound itself (%#)', async (sound, mediaType) => {
    answerBytes(sound, 'application/octet-stream');
    expect(await submit('gpt-4o-mini-tts')).toStrictEqual({
      outcome: 'settled',
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: [`data:${mediaType};base64,${sound.toString('base64')}`] }],
      },
    });
  });

  it('carries megabytes whole', async () => {
    const long = Buffer.concat([WAV, Buffer.alloc(9_000_000, 7)]);
    answerBytes(long);
    const told = JSON.stringify(await submit('gpt-4o-mini-tts'));
    expect(told.includes(`data:audio/wav;base64,${long.toString('base64')}"`)).toBe(true);
  });

  it('fails where the sound is empty', async () => {
    answerBytes(new Uint8Array());
    expect(await submit('gpt-4o-mini-tts')).toMatchObject({
      outcome: 'settled',
      settlement: { outcome: 'failed', failure: { reason: 'empty_result' } },
    });
  });

  it.each([
    [200, 'refused_by_moderation', 'error-build-moderation.json'],
    [500, 'refused_by_moderation', 'error-build-moderation.json'],
    [400, 'invalid_input', 'error-duration.json'],
    [401, 'provider_account', 'error-key.json'],
  ])('is refused by JSON, under HTTP %i too: %s', async (status, reason, file) => {
    service.answer(status, JSON.parse(fixture(file)));
    expect(await submit('gpt-4o-mini-tts')).toMatchObject({ outcome: 'refused', failure: { reason } });
  });

  it('has an unknown fate where a page or a fault stands in its place', async () => {
    service.answer(200, fixture('gateway-502.html'));
    expect(await submit('gpt-4o-mini-tts')).toMatchObject({ outcome: 'unknown' });
    service.respond((response) => response.writeHead(200, { 'content-length': 99 }).end('RIFF'));
    expect(await submit('gpt-4o-mini-tts')).toMatchObject({ outcome: 'unknown' });
    service.respond(() => {});
    const hasty = connect(service.apiUrl, { speechTimeoutMs: 100 });
    expect(await hasty.submit(submitTo('gpt-4o-mini-tts'))).toMatchObject({ outcome: 'unknown' });
  });
});
