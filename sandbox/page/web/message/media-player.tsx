import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { FileCard } from './file-card.tsx';

type Props = { readonly kind: 'video' | 'audio'; readonly url: string; readonly name: string; readonly bytes?: number };

/** Generated media has no captions to offer. */
export function MediaPlayer({ kind, ...file }: Props) {
  // biome-ignore-start lint/a11y/useMediaCaption: see above
  if (kind === 'video') {
    const testId = TEST_IDS.attachmentVideo;
    return <video class="video" src={file.url} controls preload="auto" title={file.name} data-testid={testId} />;
  }
  return (
    <FileCard {...file}>
      <audio src={file.url} controls preload="metadata" data-testid={TEST_IDS.attachmentAudio} />
    </FileCard>
  );
  // biome-ignore-end lint/a11y/useMediaCaption: see above
}
