/** One callback as a service would send it. */
export type CallbackRequest = { readonly path: string; readonly body: string };

/** The request as it goes over the wire. */
export const textOf = ({ path, body }: CallbackRequest, connection: 'close' | 'keep-alive'): string =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: ${connection}\r\ncontent-type: application/json\r\n` +
  `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** The body that ModelsLab sends about a finished image, about 630 bytes (docs.modelslab.com webhooks). */
export const bodyAbout = (taskId: string, trackId: string): string =>
  JSON.stringify({
    status: 'success',
    id: Number(taskId),
    output: [`https://pub-3626123a908346a7a8be8d9295f44e26.r2.dev/generations/${taskId}-0.png`],
    generationTime: 4.21,
    track_id: trackId,
    meta: {
      prompt: 'a bower of blue things in a clearing of the forest, morning light, highly detailed',
      negative_prompt: '',
      model_id: 'flux',
      width: 1024,
      height: 1024,
      samples: 1,
      num_inference_steps: 30,
      guidance_scale: 7.5,
      seed: 2_147_483_647,
      scheduler: 'EulerDiscreteScheduler',
      safety_checker: 'no',
      file_prefix: taskId,
    },
  });
