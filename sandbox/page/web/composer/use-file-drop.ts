import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { upload } from '#sandbox/page/web/state/requests.ts';
import type { Draft } from './draft.ts';
import { addOption, isFilled, setField } from './draft.ts';

/** Uploads a file and puts it into an option. */
export function useUpload(): (name: string, file: File) => Promise<void> {
  const page = usePage();
  const attempt = useAttempt();
  return async (name, file) => {
    await attempt(async () => {
      const id = await upload(file);
      const { value } = page.draft;
      if (value) page.draft.value = setField(addOption(value, name), name, { text: file.name, chosen: id });
    });
  };
}

/** A file dropped on the form goes to its first empty attachment option. */
export function useFileDrop(draft: Draft) {
  const put = useUpload();
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      const option = draft.entry.options.find(
        ({ name, type }) => type === ApplicationCommandOptionType.Attachment && !isFilled(draft, name),
      );
      if (file && option) void put(option.name, file);
    },
  };
}
