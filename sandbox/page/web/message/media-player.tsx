import { FileCard } from './file-card.tsx';

type Props = { readonly kind: 'video' | 'audio'; readonly url: string; readonly name: string; readonly bytes?: number };

/** Generated media has no captions to offer. */
export function MediaPlayer({ kind, ...file }: Props) {
  if (kind === 'video') {
    // biome-ignore lint/a11y/useMediaCaption: see above
    return <video class="video" src={file.url} controls preload="metadata" title={file.name} />;
  }
  return (
    <FileCard {...file}>
      {/* biome-ignore lint/a11y/useMediaCaption: see above */}
      <audio src={file.url} controls preload="metadata" />
    </FileCard>
  );
}
