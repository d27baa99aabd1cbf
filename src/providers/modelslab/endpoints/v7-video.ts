import type { Submit } from '#domain/ports/provider.ts';
import type { Part } from './v7-part.ts';
import {
  aspect,
  aspectAlways,
  aspectAs,
  audio,
  bothEnds,
  image,
  images,
  seconds,
  secondsAlways,
  start,
  video,
} from './v7-part.ts';
import type { Row } from './v7-way.ts';
import { hasStart, lacksStart } from './video-shape.ts';

const T2V = 'video-fusion/text-to-video';
const I2V = 'video-fusion/image-to-video';

const fromText = (name: string, label: string, ...parts: readonly Part[]): Row => ({
  name,
  label,
  uses: ['video'],
  path: T2V,
  family: 'v7-video',
  parts,
});

const fromImage = (name: string, label: string, ...parts: readonly Part[]): Row => ({
  name,
  label,
  uses: ['animate'],
  path: I2V,
  family: 'v7-video',
  parts,
});

const byStart = (submit: Submit): string => (hasStart(submit) ? I2V : T2V);

/** Named for both ways in the guide, without a list of parameters. */
const either = (name: string, label: string): Row => ({
  ...fromText(name, label, start),
  uses: ['video', 'animate'],
  path: byStart,
  objection: lacksStart,
});

const lines: Part = {
  options: { resolution: { oneOf: ['720p', '480p'] } },
  fields: ({ submit }) => ({ resolution: submit.request.options.resolution }),
};

const generateAudio: Part = {
  options: { sound: { any: true } },
  fields: ({ submit }) => ({ generate_audio: submit.request.options.sound }),
};

/** "Less than 30 s". */
const SPEECH = audio({ maxSeconds: 29 });

/** In pixels, at the ratios nearest to ours. */
const ALEPH = { '16:9': '1280:720', '9:16': '720:1280', '4:3': '1104:832', '3:4': '832:1104', '1:1': '960:960' };

/** 16 MB, in the smaller of its two meanings. */
const ALEPH_MAX_BYTES = 16_000_000;

/** Left out: `kling-motion-control`, whose parameters no source lists whole. */
export const VIDEO_ROWS: readonly Row[] = [
  either('veo3', 'Veo 3'),
  either('veo2', 'Veo 2'),
  fromText('sora-2', 'Sora 2', aspect('16:9', '9:16'), seconds(4, 8, 12)),
  fromText('kling-v2-5-turbo-t2v', 'Kling 2.5 Turbo', secondsAlways(5, 10), aspectAlways('16:9', '9:16', '1:1')),
  fromText('kling-v2-1-master-t2v', 'Kling 2.1 Master', secondsAlways(5, 10)),
  fromText('kling-v2-master-t2v', 'Kling 2 Master', secondsAlways(5, 10)),
  fromText('Hailuo-2.3-t2v', 'Hailuo 2.3'),
  fromText('Hailuo-02-t2v', 'Hailuo 02'),
  fromText('seedance-1.0-pro-fast-t2v', 'Seedance 1.0 Pro Fast'),
  fromText('seedance-t2v', 'Seedance', aspect('16:9', '4:3', '1:1'), lines),
  fromText('wan2.6-t2v', 'Wan 2.6'),
  fromText('wan2.5-t2v', 'Wan 2.5, to a recording', audio(), generateAudio),
  { ...fromText('Hailuo-02-start-end-frame', 'Hailuo 02, from first to last frame', bothEnds), path: I2V },
  fromImage('Kling-V2-5-Turbo-i2v', 'Kling 2.5 Turbo, from an image', image, secondsAlways(5, 10)),
  fromImage('kling-v2-1-master-i2v', 'Kling 2.1 Master, from an image', image, secondsAlways(5, 10)),
  fromImage('kling-v2-master-i2v', 'Kling 2 Master, from an image', image, secondsAlways(5, 10)),
  fromImage('kling-v2-1-i2v', 'Kling 2.1, from an image', image, secondsAlways(5, 10)),
  fromImage('Hailuo-2.3-i2v', 'Hailuo 2.3, from an image', image, seconds(6, 10)),
  fromImage('Hailuo-2.3-Fast-i2v', 'Hailuo 2.3 Fast, from an image', image, seconds(6, 10)),
  fromImage('Hailuo-02-i2v', 'Hailuo 02, from an image', image),
  fromImage('seedance-1.0-pro-i2v', 'Seedance 1.0 Pro, from an image', images(1)),
  fromImage('seedance-1.0-pro-fast-i2v', 'Seedance 1.0 Pro Fast, from an image', image),
  fromImage('seedance-i2v', 'Seedance, from an image', image),
  fromImage('wan2.6-i2v', 'Wan 2.6, from an image', image),
  fromImage('wan2.5-i2v', 'Wan 2.5, from an image to a recording', image, audio()),
  // The Python SDK sends both to image-to-video; one page lists them under motion-control.
  fromImage('omni-human-1.5', 'OmniHuman 1.5: a portrait speaks', image, SPEECH),
  { ...fromImage('omni-human', 'OmniHuman: a portrait speaks', image, SPEECH), prompt: { need: 'none' } },
  {
    ...fromText('gen4_aleph', 'Runway Gen-4 Aleph', video({ maxBytes: ALEPH_MAX_BYTES }), aspectAs(ALEPH, '16:9')),
    path: 'video-fusion/video-to-video',
    prompt: { need: 'required', maxCharacters: 1000 },
  },
  {
    ...fromText('lipsync-2', 'Lipsync 2: lips to a recording', video(), audio()),
    path: 'video-fusion/lip-sync',
    prompt: { need: 'none' },
  },
];
