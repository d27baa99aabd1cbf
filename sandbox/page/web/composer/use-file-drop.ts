import { useState } from 'preact/hooks';
import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { upload } from '#sandbox/page/web/state/requests.ts';
import type { Draft } from './draft.ts';
import { addOption, setField } from './draft.ts';
import { dropTarget } from './drop-target.ts';

/** Uploads a file and puts it into an option. */
export function useUpload(): (name: string, file: File) => Promise<void> {
  const page = usePage();
  const attempt = useAttempt();
  return async (name, file) => {
    await attempt(async () => {
      const id = await upload(file);
      const { value } = page.draft;
      const preview = { url: URL.createObjectURL(file), type: file.type };
      if (value) page.draft.value = setField(addOption(value, name), name, { text: file.name, chosen: id, preview });
    });
  };
}

/** Files dropped on the form go to its empty attachment options, one each. */
export function useFileDrop(draft: Draft) {
  const page = usePage();
  const put = useUpload();
  const [isOver, setOver] = useState(false);
  const takeAll = async (files: readonly File[]) => {
    for (const file of files) {
      const name = page.draft.value && dropTarget(page.draft.value, file.type);
      if (name) await put(name, file);
      else page.notice.value = `/${draft.entry.name} has no place for ${file.name}.`;
    }
  };
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        void takeAll([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}
