import { renderAsync } from '@resvg/resvg-js';
import { createCanvas, rect } from './drawing/canvas.ts';
import { PALETTES, vary } from './drawing/palette.ts';
import { createRandom } from './drawing/random.ts';
import { drawBirdScene } from './drawing/scenes/bird.ts';
import { drawBowerScene } from './drawing/scenes/bower.ts';
import { drawCity } from './drawing/scenes/city.ts';
import { drawDesert } from './drawing/scenes/desert.ts';
import { drawForest } from './drawing/scenes/forest.ts';
import { drawMeadow } from './drawing/scenes/meadow.ts';
import { drawMountain } from './drawing/scenes/mountain.ts';
import { drawSea } from './drawing/scenes/sea.ts';
import type { Stage } from './drawing/stage.ts';
import type { SceneName } from './drawing/theme.ts';
import { readTheme } from './drawing/theme.ts';
import { drawWeather } from './drawing/weather.ts';

export type Picture = {
  readonly prompt: string;
  readonly seed: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Nothing but black: what a safety checker leaves. */
  readonly isBlank?: boolean;
};

const SCENES: Readonly<Record<SceneName, (stage: Stage) => void>> = {
  bower: drawBowerScene,
  bird: drawBirdScene,
  sea: drawSea,
  forest: drawForest,
  mountain: drawMountain,
  desert: drawDesert,
  city: drawCity,
  meadow: drawMeadow,
};

/** A PNG of exactly the size asked for; the same picture has the same bytes. Drawn off the main thread. */
export async function drawPicture(picture: Picture): Promise<Uint8Array> {
  const image = await renderAsync(svgOf(picture), { font: { loadSystemFonts: false } });
  return new Uint8Array(image.asPng());
}

/** The picture as SVG: words of the prompt choose what it shows, the seed everything else. */
function svgOf({ prompt, seed, width, height, isBlank }: Picture): string {
  const canvas = createCanvas(width, height);
  if (isBlank) {
    canvas.add(rect(0, 0, width, height, '#000000'));
    return canvas.toSvg();
  }
  const random = createRandom(`${seed} ${prompt}`);
  const theme = readTheme(prompt, random);
  const stage: Stage = { canvas, random, palette: vary(PALETTES[theme.light], random), theme };
  SCENES[theme.scene](stage);
  drawWeather(stage);
  return canvas.toSvg();
}
