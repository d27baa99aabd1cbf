import { fileTypeFromBuffer } from 'file-type';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { makeFilm } from '#sandbox/media/film.ts';
import { drawAs } from '#sandbox/media/picture.ts';
import { makeSound } from '#sandbox/media/sound.ts';
import type { PretendModelslab } from '#sandbox/modelslab/operator.ts';
import { order, post, startService } from './service.ts';

const uri = (type: string, bytes: Uint8Array) => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
const given = { IMAGE: '', AUDIO: '', VIDEO: '' };

beforeAll(async () => {
  const picture = { prompt: 'a lake', seed: 1, width: 256, height: 256 };
  given.IMAGE = uri('image/png', await drawAs(picture, 'png'));
  given.AUDIO = uri('audio/wav', await makeSound({ kind: 'effect', text: '', seed: 1, seconds: 1 }, 'wav'));
  given.VIDEO = uri('video/mp4', await makeFilm({ ...picture, seconds: 1 }));
});

/** Stands in a body for a file that has been uploaded to the service, as a bot without an address of its own does. */
async function withFiles(modelslab: PretendModelslab, body: Readonly<Record<string, unknown>>) {
  const upload = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(upload));
    if (value === 'IMAGE') return uploaded(modelslab, 'v6/image_editing/base64_to_url', { init_image: given.IMAGE });
    if (value === 'AUDIO') return uploaded(modelslab, 'v6/voice/base64_to_url', { init_audio: given.AUDIO });
    return value === 'VIDEO' ? uploaded(modelslab, 'v6/video/base64_to_url', { init_obj: given.VIDEO }) : value;
  };
  const entries = Object.entries(body).map(async ([name, value]) => [name, await upload(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function uploaded(modelslab: PretendModelslab, path: string, body: Readonly<Record<string, unknown>>) {
  const { body: answer } = await order(modelslab, path, body);
  return z.object({ status: z.literal('success'), id: z.int(), output: z.tuple([z.url()]) }).parse(answer).output[0];
}

const P = { prompt: 'a small bower' };
const M = { ...P, model_id: 'sdxl', width: 256, height: 256 };
const I = { init_image: 'IMAGE' };
const mime = {
  png: 'image/png',
  mp4: 'video/mp4',
  gif: 'image/gif',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  glb: 'model/gltf-binary',
};

const CASES: readonly (readonly [string, Readonly<Record<string, unknown>>, keyof typeof mime | 'txt'])[] = [
  ['v6/images/img2img', { ...M, ...I, strength: 0.6 }, 'png'],
  ['v6/images/inpaint', { ...M, ...I, mask_image: 'IMAGE', samples: 2 }, 'png'],
  ['v5/controlnet', { ...M, ...I, controlnet_model: 'canny,depth', safety_checker: 'yes' }, 'png'],
  ['v6/video/text2video', { ...P, model_id: 'wan2.2', output_type: 'mp4' }, 'mp4'],
  ['v6/video/text2video', { ...P, model_id: 'wan2.2' }, 'gif'],
  ['v6/video/img2video', { ...I, model_id: 'svd', output_type: 'mp4' }, 'mp4'],
  ['v6/video/text2video_ultra', { ...P, model_id: 'wan2.2', portrait: true }, 'mp4'],
  ['v6/video/img2video_ultra', { ...P, ...I, model_id: 'ltx-2.3', resolution: 480 }, 'mp4'],
  ['v6/video/watermark_remover', { init_video: 'VIDEO' }, 'mp4'],
  ['v6/voice/text_to_speech', { ...P, voice_id: 'madison', language: 'american english' }, 'wav'],
  ['v6/voice/text_to_audio', { ...P, init_audio: 'AUDIO' }, 'wav'],
  ['v6/voice/voice_to_voice', { init_audio: 'AUDIO', target_audio: 'AUDIO' }, 'wav'],
  ['v6/voice/music_gen', { ...P, duration: 30, output_format: 'mp3' }, 'mp3'],
  ['v6/voice/song_generator', { ...P, lyrics_generation: true }, 'wav'],
  ['v6/voice/sfx', { ...P, duration: 3 }, 'wav'],
  ['v6/voice/lyrics_generator', P, 'txt'],
  ['v6/voice/speech_to_text', { init_audio: 'AUDIO', language: 'en' }, 'txt'],
  ['v6/voice/voice_design', { ...P, voice_description: 'a deep voice' }, 'wav'],
  ['v6/voice/create_dubbing', { init_video: 'VIDEO', output_lang: 'fr' }, 'mp4'],
  ['v6/voice/vocal_isolator', { init_audio: 'AUDIO' }, 'wav'],
  ['v6/3d/text_to_3d', P, 'glb'],
  ['v6/3d/image_to_3d', I, 'glb'],
  ['v6/image_editing/removebg_mask', { image: 'IMAGE' }, 'png'],
  ['v6/image_editing/super_resolution', { ...I, scale: 2 }, 'png'],
  ['v6/image_editing/outpaint', { image: 'IMAGE', width: 600, height: 400 }, 'png'],
  ['v6/image_editing/inpaint', { ...P, ...I, mask_image: 'IMAGE' }, 'png'],
  ['v6/image_editing/mask_creator', { ...I, specific_object: 'the tree' }, 'png'],
  ['v6/image_editing/object_removal', { ...I, mask_image: 'IMAGE' }, 'png'],
  ['v6/image_editing/qwen_edit', { ...P, init_image: ['IMAGE', 'IMAGE'] }, 'png'],
  ['v6/image_editing/fashion', { ...I, cloth_image: 'IMAGE', cloth_type: 'dresses' }, 'png'],
  ['v6/image_editing/face_gen', { ...P, face_image: 'IMAGE' }, 'png'],
  ['v6/image_editing/head_shot', { ...P, face_image: 'IMAGE' }, 'png'],
  ['v6/image_editing/flux_headshot', { ...P, face_image: 'IMAGE', seed: 3 }, 'png'],
  ['v6/image_editing/img_mixer', { ...P, init_image: ['IMAGE', 'IMAGE'] }, 'png'],
  ['v6/image_editing/caption', I, 'txt'],
  ['v6/interior/make', { ...P, ...I, strength: 5 }, 'png'],
  ['v6/interior/scenario_changer', { ...P, ...I, scenario: 'beach' }, 'png'],
  ['v6/interior/object_removal', { ...I, object_name: 'the lamp' }, 'png'],
  ['v6/interior/interior_mixer', { ...P, ...I, object_image: 'IMAGE' }, 'png'],
  ['v7/images/text-to-image', { ...P, model_id: 'nano-banana-t2i' }, 'png'],
  ['v7/images/image-to-image', { ...P, model_id: 'seedream-4.0-i2i', init_image: ['IMAGE'] }, 'png'],
  ['v7/video-fusion/text-to-video', { ...P, model_id: 'veo3' }, 'mp4'],
  ['v7/video-fusion/image-to-video', { ...P, ...I, model_id: 'Kling-V2-5-Turbo-i2v', duration: '5' }, 'mp4'],
  ['v7/video-fusion/lip-sync', { model_id: 'lipsync-2', init_video: 'VIDEO', init_audio: 'AUDIO' }, 'mp4'],
  ['v7/voice/text-to-speech', { ...P, model_id: 'inworld-tts-1', voice_id: 'Alex' }, 'mp3'],
  ['v7/voice/speech-to-text', { model_id: 'scribe_v1', init_audio: 'AUDIO' }, 'txt'],
  ['v7/voice/sound-generation', { ...P, model_id: 'eleven_sound_effect', 'time in seconds': 3 }, 'mp3'],
];

const queued = z.object({
  status: z.literal('processing'),
  id: z.int(),
  eta: z.number(),
  fetch_result: z.url(),
  future_links: z.array(z.url()),
});
const done = z.object({ status: z.literal('success'), id: z.int(), output: z.array(z.url()).min(1) });

test.each(CASES)(
  '%s %j is taken, fetched where its family is, and is what it says: %s',
  async (path, body, extension) => {
    const modelslab = await startService();
    const submitted = queued.parse((await order(modelslab, path, await withFiles(modelslab, body))).body);
    const job = await modelslab.waitForJob(({ state }) => state !== 'processing');
    expect(job).toMatchObject({ state: 'success', id: String(submitted.id), endpoint: path.replace('v6/', '') });
    const family = path === 'v5/controlnet' ? 'v6/images' : path.split('/').slice(0, 2).join('/');
    expect(submitted.fetch_result).toBe(`${modelslab.apiUrl}/${family}/fetch/${submitted.id}`);
    const { output } = done.parse((await post(submitted.fetch_result, { key: modelslab.key })).body);
    expect(output).toStrictEqual(submitted.future_links);
    expect(output).toHaveLength(Number(body.samples ?? 1));
    for (const url of output) {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      const type = await fileTypeFromBuffer(bytes);
      if (extension === 'txt') expect(Buffer.from(bytes).toString()).toMatch(/\w{3,}.*\n/);
      else expect(type?.mime).toBe(mime[extension]);
      expect(url.endsWith(`.${extension}`)).toBe(true);
    }
    expect(modelslab.undocumented()).toStrictEqual([]);
  },
);
