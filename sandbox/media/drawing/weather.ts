import { circle, d, rect, stroke } from './canvas.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';

/** What falls, and the darkening towards the corners that holds a picture together. */
export function drawWeather(stage: Stage): void {
  const { canvas, theme } = stage;
  if (theme.hasSnow) drawSnowfall(stage);
  if (theme.hasRain) drawRainfall(stage);
  const { width, height } = canvas;
  const vignette = canvas.radial(width / 2, height * 0.48, Math.hypot(width, height) * 0.56, [
    [0, '#000000', 0],
    [0.62, '#000000', 0],
    [1, '#05041a', 0.42],
  ]);
  canvas.add(rect(0, 0, width, height, vignette));
}

function drawSnowfall({ canvas, random }: Stage): void {
  for (const _ of times(190, () => 0)) {
    const size = canvas.unit * random.between(1.6, 6.5);
    const opacity = random.between(0.4, 0.95);
    canvas.add(circle(random.between(0, canvas.width), random.between(0, canvas.height), size, '#ffffff', { opacity }));
  }
}

function drawRainfall({ canvas, random }: Stage): void {
  for (const _ of times(240, () => 0)) {
    const [x, y] = [random.between(0, canvas.width * 1.1), random.between(-0.1, 1) * canvas.height];
    const length = canvas.unit * random.between(24, 62);
    const line = d`M${x} ${y}l${-length * 0.28} ${length}`;
    canvas.add(stroke(line, '#e6f0f7', canvas.unit * random.between(0.8, 2), { opacity: random.between(0.15, 0.45) }));
  }
}
