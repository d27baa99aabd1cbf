import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { SpoilerCover } from './spoiler-cover.tsx';

export type GridImage = {
  readonly url: string;
  readonly alt: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly isSpoiler?: boolean | undefined;
};

/** Largest size of a picture that stands alone, in CSS pixels. */
const ALONE_MAX_WIDTH = 420;
const ALONE_MAX_HEIGHT = 340;

/** One picture in its own shape; several as a grid of tiles. A click enlarges. */
export function ImageGrid({ images }: { images: readonly GridImage[] }) {
  return (
    <div class={`image-grid count-${Math.min(images.length, 5)}`}>
      {images.map((image, at) => (
        <Tile key={image.url} images={images} at={at} image={image} />
      ))}
    </div>
  );
}

function Tile({ images, image, at }: { images: readonly GridImage[]; image: GridImage; at: number }) {
  const { lightbox } = usePage();
  const enlarge = () => {
    lightbox.value = { pictures: images, index: at };
  };
  const tile = (
    <button
      type="button"
      class="image-tile"
      style={images.length === 1 ? sizeAlone(image) : undefined}
      aria-label={`Enlarge: ${image.alt}`}
      onClick={enlarge}
    >
      <img src={image.url} alt={image.alt} data-testid={TEST_IDS.attachmentImage} />
    </button>
  );
  return image.isSpoiler ? <SpoilerCover>{tile}</SpoilerCover> : tile;
}

/** Known beforehand, so that nothing jumps when the picture arrives. */
function sizeAlone({ width, height }: GridImage) {
  if (!width || !height) return { maxWidth: `${ALONE_MAX_WIDTH}px` };
  const scale = Math.min(1, ALONE_MAX_WIDTH / width, ALONE_MAX_HEIGHT / height);
  return { width: `${Math.round(width * scale)}px`, aspectRatio: `${width} / ${height}` };
}
