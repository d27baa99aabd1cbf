import type { Ordered, Way } from '#providers/apimart/way.ts';

/** Body of `POST /v1/audio/speech` (docs.apimart.ai audios tts). */
type SpeechBody = {
  readonly input: string | undefined;
  readonly voice: string;
  readonly response_format: string;
};

/** `mp3` is the default of an older page and "not supported yet" on the newer one: the format is always said. */
const FORMAT_DEFAULT = 'wav';

/** The page wants a voice; this one leads its list. */
const VOICE_DEFAULT = 'alloy';

function speechBody({ submit: { request } }: Ordered): SpeechBody {
  const { voice = VOICE_DEFAULT, format = FORMAT_DEFAULT } = request.options;
  return { input: request.prompt, voice, response_format: format };
}

export const SPEECH_WAYS: readonly Way[] = [
  { route: 'speech', path: 'v1/audio/speech', family: 'speech', body: speechBody },
];
