import type { Draft } from './draft.ts';
import { file, image } from './draft.ts';

const WIDE = { aspect: { oneOf: ['16:9', '9:16'] } };
const WIDE_OR_SQUARE = { aspect: { oneOf: ['16:9', '9:16', '1:1'] } };
const UP_TO_1080 = { resolution: { oneOf: ['720p', '1080p'] } };
const UP_TO_4K = { resolution: { oneOf: ['720p', '1080p', '4k'] } };

const BOTH = ['video', 'animate'] as const;
const START = [image, file('first_frame', 'image')];
const START_AND_END = [...START, file('last_frame', 'image')];

/** Always eight seconds. Of its three images only the first one's meaning is told. */
const veo = (name: string, label: string, own: Partial<Draft> = {}): Draft => ({
  name,
  label,
  uses: BOTH,
  route: 'videos',
  maxCharacters: 1000,
  options: { ...WIDE, ...UP_TO_4K, duration: { oneOf: [8] } },
  inputs: START,
  ...own,
});

const officialVeo = (name: string, label: string): Draft => ({
  name,
  label,
  uses: BOTH,
  route: 'videos/official',
  options: { ...WIDE, ...UP_TO_4K, duration: { oneOf: [4, 6, 8] }, negative: { any: true }, seed: { any: true } },
  inputs: START_AND_END,
});

/** 3 to 15 seconds by the newer page, 5, 10 or 15 by the older one. */
const kling = (name: string, label: string, own: Partial<Draft>): Draft => ({
  name,
  label,
  uses: BOTH,
  route: 'videos/kling-3',
  options: { ...WIDE_OR_SQUARE, ...UP_TO_4K, duration: { oneOf: [5, 10, 15] }, negative: { any: true } },
  inputs: START_AND_END,
  ...own,
});

/** The ratio is any, which ones is not said; from 4 seconds by the newer page, from 5 by the older one. */
const seedance = (name: string, label: string): Draft => ({
  name,
  label,
  uses: BOTH,
  route: 'videos/seedance-2',
  options: {
    ...WIDE_OR_SQUARE,
    resolution: { oneOf: ['480p', '720p'] },
    duration: { min: 5, max: 15 },
    seed: { any: true },
    sound: { any: true },
  },
  inputs: [
    ...START_AND_END,
    file('reference', 'image', { most: 7 }),
    file('video', 'video', { most: 3 }),
    file('audio', 'audio', { most: 3 }),
  ],
});

/** docs.apimart.ai videos, one page per family; best first. Where pages disagree, what all of them allow. */
export const VIDEO_DRAFTS: readonly Draft[] = [
  officialVeo('veo3.1-fast-official', 'Veo 3.1 Fast (official)'),
  seedance('doubao-seedance-2.0', 'Seedance 2.0'),
  kling('kling-v3', 'Kling 3', {}),
  veo('veo3.1-fast', 'Veo 3.1 Fast'),
  veo('veo3.1-quality', 'Veo 3.1 Quality'),
  officialVeo('veo3.1-quality-official', 'Veo 3.1 Quality (official)'),
  seedance('doubao-seedance-2.0-fast', 'Seedance 2.0 Fast'),
  kling('kling-3.0-turbo', 'Kling 3 Turbo', {
    route: 'videos/kling-turbo',
    maxCharacters: 2500,
    options: { ...WIDE_OR_SQUARE, ...UP_TO_1080, duration: { min: 3, max: 15 } },
    // docs.apimart.ai kling-3.0-turbo: 300 pixels at least.
    inputs: START.map((rule) => ({ ...rule, minSide: 300 })),
  }),
  {
    name: 'Omni-Flash-Ext',
    label: 'Omni Flash',
    uses: BOTH,
    route: 'videos',
    options: { ...WIDE, ...UP_TO_4K, duration: { oneOf: [4, 6, 8, 10] } },
    inputs: START,
  },
  // Wants its images named within the prompt, so it gets none from us.
  kling('kling-v3-omni', 'Kling 3 Omni', { uses: ['video'], inputs: [] }),
  veo('veo3.1-lite', 'Veo 3.1 Lite', { uses: ['video'], inputs: [] }),
  kling('kling-v2-6', 'Kling 2.6', {
    uses: ['video'],
    route: 'videos/kling-2',
    maxCharacters: 2500,
    options: { duration: { oneOf: [5, 10] }, sound: { any: true } },
    inputs: [],
  }),
  {
    name: 'doubao-seedance-1-5-pro',
    label: 'Seedance 1.5 Pro',
    uses: ['video'],
    route: 'videos/seedance-1',
    options: { ...WIDE_OR_SQUARE, duration: { min: 4, max: 12 }, sound: { any: true } },
    inputs: [],
  },
  seedance('doubao-seedance-2.0-face', 'Seedance 2.0 Face'),
  seedance('doubao-seedance-2.0-fast-face', 'Seedance 2.0 Fast Face'),
];

/**
 * Known how to be called, but not offered before the service lists them: the Sora interface is said to close. Its pages
 * disagree about every duration, so none can be chosen.
 */
export const FADING_VIDEO_DRAFTS: readonly Draft[] = [
  ['sora-2', 'Sora 2'] as const,
  ['sora-2-pro', 'Sora 2 Pro'] as const,
].map(([name, label]) => ({
  name,
  label,
  uses: BOTH,
  route: 'videos',
  options: { ...WIDE, resolution: { oneOf: ['720p'] } },
  inputs: [{ ...image, maxBytes: 10 * 1024 * 1024 }],
}));
