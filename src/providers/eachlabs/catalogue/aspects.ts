import type { Aspect } from '#domain/options.ts';
import { ASPECTS } from '#domain/options.ts';
import type { Scalar } from '#providers/eachlabs/recipe.ts';

/** The words of `image_size` (docs.eachlabs.ai models), the larger square first, because the first of several is taken. */
const PRESETS: Readonly<Record<string, Aspect>> = {
  square_hd: '1:1',
  square: '1:1',
  portrait_4_3: '3:4',
  portrait_16_9: '9:16',
  landscape_4_3: '4:3',
  landscape_16_9: '16:9',
};

/** Our aspects with the words for them that a model knows: presets, ratios (`16:9`) or pixels (`1024x1536`). */
export function readAspects(choices: readonly Scalar[]): readonly (readonly [Aspect, string])[] {
  const words = choices.filter((choice) => typeof choice === 'string');
  const presets = Object.keys(PRESETS).filter((preset) => words.includes(preset));
  return [...presets, ...words].flatMap((word) => {
    const aspect = aspectOf(word);
    return aspect ? [[aspect, word] as const] : [];
  });
}

function aspectOf(word: string): Aspect | undefined {
  const preset = Object.hasOwn(PRESETS, word) ? PRESETS[word] : undefined;
  const [, width, height] = /^(\d{1,4})[:x*](\d{1,4})$/.exec(word) ?? [];
  if (preset || width === undefined || height === undefined) return preset;
  const divisor = commonDivisor(Number(width), Number(height));
  const ratio = `${Number(width) / divisor}:${Number(height) / divisor}`;
  return ASPECTS.find((aspect) => aspect === ratio);
}

const commonDivisor = (one: number, other: number): number => (other === 0 ? one : commonDivisor(other, one % other));
