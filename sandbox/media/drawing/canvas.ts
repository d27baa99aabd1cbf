/** Where along a gradient, which colour, how opaque. */
export type Stop = readonly [offset: number, color: string, opacity?: number];
export type Point = readonly [x: number, y: number];

/** An SVG picture in the making. All lengths are pixels. */
export type Canvas = {
  readonly width: number;
  readonly height: number;
  /** A thousandth of the shorter side: what sizes of things are multiples of. */
  readonly unit: number;
  /** In front of what is there already. */
  readonly add: (...shapes: readonly string[]) => void;
  /** A paint for `fill` and `stroke`, running from one height to another. */
  readonly vertical: (top: number, bottom: number, stops: readonly Stop[]) => string;
  readonly linear: (from: Point, to: Point, stops: readonly Stop[]) => string;
  readonly radial: (x: number, y: number, radius: number, stops: readonly Stop[]) => string;
  readonly toSvg: () => string;
};

export function createCanvas(width: number, height: number): Canvas {
  const paints: string[] = [];
  const shapes: string[] = [];
  const definePaint = (tag: string, attributes: Attributes, stops: readonly Stop[]) => {
    const id = `p${paints.length}`;
    const content = stops.map(stopElement).join('');
    paints.push(element(tag, { id, gradientUnits: 'userSpaceOnUse', ...attributes }, content));
    return `url(#${id})`;
  };
  const linear: Canvas['linear'] = ([x1, y1], [x2, y2], stops) =>
    definePaint('linearGradient', { x1, y1, x2, y2 }, stops);
  return {
    width,
    height,
    unit: Math.min(width, height) / 1000,
    add: (...more) => {
      shapes.push(...more);
    },
    linear,
    vertical: (top, bottom, stops) => linear([0, top], [0, bottom], stops),
    radial: (cx, cy, r, stops) => definePaint('radialGradient', { cx, cy, r }, stops),
    toSvg: () => {
      const attributes = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
      return element('svg', attributes, `<defs>${paints.join('')}</defs>${shapes.join('')}`);
    },
  };
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export function element(tag: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${typeof value === 'number' ? short(value) : value}"`],
  );
  return content === '' ? `<${tag}${written.join('')}/>` : `<${tag}${written.join('')}>${content}</${tag}>`;
}

export const rect = (x: number, y: number, width: number, height: number, fill: string, more: Attributes = {}) =>
  element('rect', { x, y, width, height, fill, ...more });

export const circle = (cx: number, cy: number, r: number, fill: string, more: Attributes = {}) =>
  element('circle', { cx, cy, r, fill, ...more });

export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, more: Attributes = {}) =>
  element('ellipse', { cx, cy, rx, ry, fill, ...more });

export const path = (d: string, fill: string, more: Attributes = {}) => element('path', { d, fill, ...more });

export const stroke = (d: string, color: string, width: number, more: Attributes = {}) =>
  path(d, 'none', { stroke: color, 'stroke-width': width, 'stroke-linecap': 'round', ...more });

export const polygon = (points: readonly Point[], fill: string, more: Attributes = {}) =>
  path(`M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join('L')}Z`, fill, more);

export const group = (transform: string, shapes: readonly string[], more: Attributes = {}) =>
  element('g', { transform, ...more }, shapes.join(''));

export const place = (x: number, y: number, scale: number, mirrored = false, degrees = 0): string =>
  `translate(${short(x)} ${short(y)}) rotate(${short(degrees)}) scale(${mirrored ? -scale : scale} ${scale})`;

/** A path's numbers, a tenth of a pixel being enough. */
export const d = (strings: TemplateStringsArray, ...values: readonly number[]): string =>
  String.raw({ raw: strings }, ...values.map(short));

const short = (value: number): number => Math.round(value * 100) / 100;

const stopElement = ([offset, color, opacity]: Stop): string =>
  element('stop', { offset, 'stop-color': color, 'stop-opacity': opacity });
