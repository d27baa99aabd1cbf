/** Of text to speech; "english", the OpenAPI file's own default, is not among them. */
export const SPEECH_LANGUAGES = [
  'american english',
  'british english',
  'spanish',
  'japanese',
  'mandarin chinese',
  'french',
  'brazilian portuguese',
  'hindi',
  'italian',
] as const;

/** Of text to audio (voice cloning). */
export const CLONING_LANGUAGES: readonly string[] =
  `english arabic assamese bengali chinese czech danish dutch finnish french german greek gujarati hebrew hindi hungarian
  indonesian italian japanese kannada korean maithili malay malayalam marathi nepali odia persian polish punjabi russian
  sindhi sinhala slovak spanish swahili swedish tamil telugu thai turkish ukrainian urdu vietnamese welsh`
    .split(/\s+/)
    .concat('brazilian portuguese', 'min nan chinese', 'yue chinese');

/** Of the song generator, as codes; it guesses where none is given. */
export const SONG_LANGUAGES: readonly string[] =
  `ar az bg bn ca cs da de el en es fa fi fr he hi hr ht hu id is it ja ko la lt ms ne nl no pa pl pt ro ru sa sk sr sv sw
  ta te th tl tr uk ur vi yue zh`.split(/\s+/);

/** Of voice design. */
export const DESIGN_LANGUAGES = [
  'english',
  'chinese',
  'japanese',
  'korean',
  'german',
  'french',
  'russian',
  'portuguese',
  'spanish',
  'italian',
] as const;

/** Into which a video can be dubbed. */
export const DUBBING_LANGUAGES = ['en-us', 'en-gb', 'es', 'fr', 'hi', 'it', 'pt-br', 'ja', 'zh'] as const;
