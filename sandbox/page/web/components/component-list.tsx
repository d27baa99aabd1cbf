import type { APIMessageComponent } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { Markdown } from '#sandbox/page/web/markdown/markdown.tsx';
import { cssColor } from '#sandbox/page/web/message/css-color.ts';
import { FileCard } from '#sandbox/page/web/message/file-card.tsx';
import { ImageGrid } from '#sandbox/page/web/message/image-grid.tsx';
import { resolveMedia } from '#sandbox/page/web/message/media.ts';
import { SpoilerCover } from '#sandbox/page/web/message/spoiler-cover.tsx';
import { ComponentButton } from './component-button.tsx';
import { ComponentSelect } from './component-select.tsx';

type Props = { readonly components: readonly APIMessageComponent[]; readonly message: MessageView };

export const ComponentList = ({ components, message }: Props) =>
  components.map((component, at) => <OneComponent key={at} component={component} message={message} />);

/** Each kind of message component, plain; a kind that a later Discord adds is left out. */
function OneComponent({ component, message }: { component: APIMessageComponent; message: MessageView }) {
  switch (component.type) {
    case ComponentType.ActionRow:
      return (
        <div class="action-row">
          <ComponentList components={component.components} message={message} />
        </div>
      );
    case ComponentType.Button:
      return <ComponentButton button={component} message={message} />;
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return <ComponentSelect select={component} message={message} />;
    case ComponentType.TextDisplay:
      return <Markdown text={component.content} />;
    case ComponentType.Separator:
      return <hr class={`separator ${component.divider === false ? 'bare' : ''} spacing-${component.spacing ?? 1}`} />;
    case ComponentType.Section:
      return (
        <div class="component-section">
          <div>
            <ComponentList components={component.components} message={message} />
          </div>
          <OneComponent component={component.accessory} message={message} />
        </div>
      );
    default:
      return <MediaComponent component={component} message={message} />;
  }
}

function MediaComponent({ component, message }: { component: APIMessageComponent; message: MessageView }) {
  switch (component.type) {
    case ComponentType.Container: {
      const box = (
        <section class="component-container" style={{ borderLeftColor: cssColor(component.accent_color) }}>
          <ComponentList components={component.components} message={message} />
        </section>
      );
      return component.spoiler ? <SpoilerCover>{box}</SpoilerCover> : box;
    }
    case ComponentType.MediaGallery:
      return (
        <ImageGrid
          images={component.items.map(({ media, description, spoiler }) => ({
            url: resolveMedia(media.url, message),
            alt: description ?? '',
            width: media.width ?? undefined,
            height: media.height ?? undefined,
            isSpoiler: spoiler,
          }))}
        />
      );
    case ComponentType.Thumbnail:
      return (
        <img class="thumbnail" src={resolveMedia(component.media.url, message)} alt={component.description ?? ''} />
      );
    case ComponentType.File: {
      const url = resolveMedia(component.file.url, message);
      return <FileCard url={url} name={component.name ?? nameIn(url)} bytes={component.size} />;
    }
    default:
      return null;
  }
}

const nameIn = (url: string): string => decodeURIComponent(url.split('?')[0]?.split('/').at(-1) ?? 'file');
