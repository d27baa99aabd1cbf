import type { Model } from '#domain/ports/provider.ts';

/**
 * Text-to-image models that the service's pages and SDKs name (docs.modelslab.com text-to-image, flux; the Python SDK's
 * provider schemas). Any other public model of its catalogue can be typed in. Left out: `flux-kontext-dev` and
 * `lazymixv4-inpaint`, which need an input image, and `f222-diffusion`, which is trained on nudes.
 */
export const MODELS: readonly Model[] = [
  { id: 'flux', label: 'Flux' },
  { id: 'flux-pro-1.1', label: 'Flux Pro 1.1' },
  { id: 'flux-pro-1.1-ultra', label: 'Flux Pro 1.1 Ultra' },
  { id: 'sdxl', label: 'Stable Diffusion XL' },
  { id: 'midjourney', label: 'Midjourney V4 style' },
  { id: 'realistic-vision-51', label: 'Realistic Vision 5.1' },
  { id: 'anything-v3', label: 'Anything V3 (anime)' },
  { id: 'tamarin-xl-v1', label: 'Tamarin XL' },
];
