import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import { fromDataUri } from '#sandbox/services/materials.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { bodyOf } from '#sandbox/services/serve.ts';
import type { GateDeps } from './gate.ts';
import { keyRefusal, refuse } from './gate.ts';

type Deps = GateDeps & {
  readonly unfinished: () => number;
  readonly models: () => readonly Body[];
  readonly keep: (name: string, bytes: Uint8Array) => void;
  readonly fileUrl: (area: 'generations' | 'mirror', name: string) => string;
};

const BALANCE_USD = 43.6;
const UPLOAD_MAX_BYTES = 5 * 1024 * 1024;
const VOICES = ['madison', 'henry', 'actor', 'jacob'] as const;

/** The field that each family's `base64_to_url` takes; the plain one has its own name. */
const UPLOADS: Readonly<Record<string, string>> = {
  'v6/base64_to_url': 'base64_string',
  'v6/video/base64_to_url': 'init_obj',
  'v6/3d/base64_to_url': 'init_obj',
  'v6/voice/base64_to_url': 'init_audio',
  'v6/image_editing/base64_to_url': 'init_image',
};

/** What is asked about the account, the lists, and the uploads: everything that is answered on the spot. */
export function createAccountApi(deps: Deps): Router {
  const router = express.Router();
  const answering =
    (answer: (body: Body, response: Response) => unknown): RequestHandler =>
    (request: Request, response: Response) => {
      const body = bodyOf(request);
      const refusal = keyRefusal(deps, body.key);
      if (refusal) return refuse(deps, response, refusal);
      answer(body, response);
    };
  router.post(
    '/wallet_balance',
    answering((_, response) => response.json(wallet(deps))),
  );
  router.post(
    '/v6/processing/request_count',
    answering((_, response) => {
      response.json({ status: 'success', processing_count: deps.unfinished(), message: 'Requests in process' });
    }),
  );
  // A bare array, without the envelope of everything else.
  router.post(
    '/v4/dreambooth/model_list',
    answering((_, response) => response.json(deps.models())),
  );
  router.post(
    '/v6/images/model_reload',
    answering((_, response) => response.json({ status: 'success', message: 'Model is loaded' })),
  );
  addVoices(router, answering);
  for (const [path, field] of Object.entries(UPLOADS))
    router.post(
      `/${path}`,
      answering((body, response) => takeUpload(deps, body[field], field, response)),
    );
  return router;
}

const wallet = ({ settings }: Deps): Body => ({
  status: 'success',
  data: { balance: settings.get().outOfCredit ? 0 : BALANCE_USD, currency: 'USD' },
});

type Answering = (answer: (body: Body, response: Response) => unknown) => RequestHandler;

function addVoices(router: Router, answering: Answering): void {
  const voices: Body[] = VOICES.map((name) => ({ voice_id: name, name, language: 'english', gender: 'female' }));
  router.post(
    '/v6/voice/voice_list',
    answering((_, response) => response.json({ status: 'success', voices })),
  );
  router.post(
    '/v6/voice/voice_upload',
    answering(({ name, init_audio, language }, response) => {
      const missing = Object.entries({ name, init_audio, language }).find(([, value]) => !value)?.[0];
      if (missing) return void response.status(400).json({ status: 'error', message: `${missing} is required` });
      voices.push({ voice_id: `voice-${voices.length}`, name, language });
      response.json({ status: 'success', message: 'Voice uploaded', voice_id: voices.at(-1)?.voice_id });
    }),
  );
}

let uploads = 1046;

function takeUpload(deps: Deps, value: unknown, field: string, response: Response): void {
  const bytes = typeof value === 'string' ? fromDataUri(value) : undefined;
  if (!bytes) return void refuse(deps, response, { status: 400, message: `${field} must be a base64 data URI` });
  if (bytes.byteLength > UPLOAD_MAX_BYTES)
    return void refuse(deps, response, { status: 400, message: 'File exceeds 5 MB' });
  uploads += 1;
  const name = `${randomUUID()}.${extensionOf(String(value))}`;
  deps.keep(name, bytes);
  response.json({ status: 'success', id: uploads, output: [deps.fileUrl('generations', name)] });
}

const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: 'jpg', mpeg: 'mp3', 'gltf-binary': 'glb', 'x-wav': 'wav' };

function extensionOf(dataUri: string): string {
  const subtype = /^data:[^/]+\/([\w.+-]+)/.exec(dataUri)?.[1] ?? 'bin';
  return EXTENSIONS[subtype] ?? subtype;
}
