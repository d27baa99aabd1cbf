import { useState } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { optionTestId } from '#sandbox/page/web/test-ids.ts';
import type { OptionProps } from './option-chip.tsx';
import { OptionChip } from './option-chip.tsx';
import { OptionHelp } from './option-help.tsx';
import type { Field } from './parse-option.ts';
import { useUpload } from './use-file-drop.ts';

/** An attachment option: choose a file, or drop one anywhere on the form. */
export function FileField({ draft, option }: OptionProps) {
  const page = usePage();
  const put = useUpload();
  const [isSending, setSending] = useState(false);
  const field = draft.fields[option.name];
  const take = async (file: File | undefined) => {
    if (!file) return;
    setSending(true);
    await put(option.name, file);
    setSending(false);
  };
  return (
    <OptionChip draft={draft} option={option}>
      {draft.focused === option.name && <OptionHelp option={option} />}
      <span class="file-field">
        {field?.preview && <Preview {...field.preview} />}
        <span>{isSending ? 'Uploading…' : (field?.text ?? 'Choose or drop a file')}</span>
        <input
          id={`field-${option.name}`}
          type="file"
          data-testid={optionTestId(option.name)}
          onFocus={() => {
            page.draft.value = { ...draft, focused: option.name };
          }}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </span>
    </OptionChip>
  );
}

/** A thumbnail of a picture or of a film; sounds have none. Its address stays: a refused command comes back with it. */
function Preview({ url, type }: NonNullable<Field['preview']>) {
  if (type.startsWith('image/')) return <img src={url} alt="" />;
  return type.startsWith('video/') ? <video src={url} muted preload="auto" /> : null;
}
