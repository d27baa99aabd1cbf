import type { Endpoint } from '#providers/modelslab/endpoint.ts';

/**
 * `POST /api/v6/voice/<name>` (docs.modelslab.com voice-cloning, pages and OpenAPI file). The file types `track_id` as a
 * number here, so it is left out. `base64` and `stream` are never asked for: results would come inside the callback.
 */
export const voiceWay = (name: string, body: Endpoint['body'], family: 'voice' | 'voice-text' = 'voice'): Endpoint => ({
  route: `voice.${name}`,
  path: `v6/voice/${name}`,
  family,
  body,
  trackId: 'none',
  filesWithoutAddress: 'upload',
  key: 'body',
});
