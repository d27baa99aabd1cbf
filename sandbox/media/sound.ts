import { createMp3Encoder } from 'wasm-media-encoders';
import type { Random } from './drawing/random.ts';
import { createRandom } from './drawing/random.ts';

export type Sound = {
  readonly kind: 'music' | 'speech' | 'effect';
  /** What is played, said or imitated. */
  readonly text: string;
  readonly seed: number;
  /** Asked for; sounds are never longer than `SECONDS_MAX`, and speech is as long as its text. */
  readonly seconds?: number;
};

export type SoundFormat = 'wav' | 'mp3' | 'pcm';

const SAMPLE_RATE_HZ = 22_050; // enough for pretend music, and half the bytes of a CD
const SECONDS_MAX = 6;
const SECONDS_PER_CHARACTER = 0.06; // about as fast as people read aloud
const FADE_S = 0.02;

/** The seconds that a sound really lasts. */
export function secondsOf({ kind, text, seconds = SECONDS_MAX }: Sound): number {
  const wanted = kind === 'speech' ? text.length * SECONDS_PER_CHARACTER : seconds;
  return Math.min(SECONDS_MAX, Math.max(1, wanted));
}

/** A playable file, mono; the same sound has the same bytes. */
export async function makeSound(sound: Sound, format: SoundFormat): Promise<Uint8Array> {
  const samples = play(sound);
  if (format === 'mp3') return toMp3(samples);
  return format === 'wav' ? toWav(samples) : toPcm(samples);
}

/** Samples from −1 to 1. */
function play(sound: Sound): Float32Array {
  const samples = new Float32Array(Math.round(secondsOf(sound) * SAMPLE_RATE_HZ));
  const random = createRandom(`${sound.kind} ${sound.seed} ${sound.text}`);
  PLAYERS[sound.kind](samples, random, sound.text);
  fade(samples);
  return samples;
}

const PLAYERS: Readonly<Record<Sound['kind'], (samples: Float32Array, random: Random, text: string) => void>> = {
  music: playMusic,
  speech: playSpeech,
  effect: playEffect,
};

const SCALE = [0, 2, 4, 7, 9, 12, 14, 16] as const; // semitones of a pentatonic: any two of them agree
const BEAT_S = 0.4;

/** Chords of two beats below a melody of single ones. */
function playMusic(samples: Float32Array, random: Random): void {
  const root = random.between(110, 165);
  const beats = Math.ceil(samples.length / SAMPLE_RATE_HZ / BEAT_S);
  for (let beat = 0; beat < beats; beat += 1) {
    tone(samples, beat * BEAT_S, BEAT_S * 1.6, pitch(root * 4, random), 0.22);
    if (beat % 2 === 0)
      for (let note = 0; note < 3; note += 1) tone(samples, beat * BEAT_S, 1, pitch(root, random), 0.12);
  }
}

/** A hum for each letter, higher for vowels, silent between words. */
function playSpeech(samples: Float32Array, random: Random, text: string): void {
  const voice = random.between(110, 220);
  [...text].forEach((letter, at) => {
    if (/\s/.test(letter)) return;
    const lift = /[aeiouy]/i.test(letter) ? 1.5 : 1;
    tone(
      samples,
      at * SECONDS_PER_CHARACTER,
      SECONDS_PER_CHARACTER * 1.5,
      voice * lift * random.between(0.9, 1.1),
      0.3,
    );
  });
}

/** A falling whistle in a breath of noise. */
function playEffect(samples: Float32Array, random: Random): void {
  const from = random.between(500, 1600);
  const to = random.between(80, 400);
  let phase = 0;
  for (let at = 0; at < samples.length; at += 1) {
    const share = at / samples.length;
    phase += (from + (to - from) * share) / SAMPLE_RATE_HZ;
    samples[at] = (Math.sin(2 * Math.PI * phase) * 0.4 + random.between(-0.15, 0.15)) * (1 - share);
  }
}

const pitch = (root: number, random: Random): number => root * 2 ** (random.pick(SCALE) / 12);

/** Adds a plucked note. */
function tone(samples: Float32Array, startS: number, lengthS: number, hertz: number, loudness: number): void {
  const start = Math.round(startS * SAMPLE_RATE_HZ);
  const end = Math.min(samples.length, start + Math.round(lengthS * SAMPLE_RATE_HZ));
  for (let at = start; at < end; at += 1) {
    const seconds = (at - start) / SAMPLE_RATE_HZ;
    const decay = Math.exp((-3 * seconds) / lengthS) * Math.min(1, seconds / 0.005);
    samples[at] = (samples[at] ?? 0) + Math.sin(2 * Math.PI * hertz * seconds) * decay * loudness;
  }
}

function fade(samples: Float32Array): void {
  const count = Math.min(samples.length, Math.round(FADE_S * SAMPLE_RATE_HZ));
  for (let at = 0; at < count; at += 1) {
    const from = samples.length - 1 - at;
    samples[from] = (samples[from] ?? 0) * (at / count);
  }
}

const BYTES_PER_SAMPLE = 2;

function toPcm(samples: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(samples.length * BYTES_PER_SAMPLE);
  samples.forEach((sample, at) => {
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at * BYTES_PER_SAMPLE);
  });
  return bytes;
}

/** 16-bit PCM in a RIFF file. */
function toWav(samples: Float32Array): Uint8Array {
  const data = toPcm(samples);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16); // length of the format chunk
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.byteLength, 40);
  return Buffer.concat([header, data]);
}

async function toMp3(samples: Float32Array): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: SAMPLE_RATE_HZ, channels: 1, bitrate: 64 });
  // What the encoder hands out is overwritten by its next answer.
  const body = Buffer.from(encoder.encode([samples]));
  return Buffer.concat([body, encoder.finalize()]);
}
