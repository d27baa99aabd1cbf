import { PlusIcon } from '#sandbox/page/web/look/icons.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { addOptionTestId } from '#sandbox/page/web/test-ids.ts';
import type { Draft } from './draft.ts';
import { addOption, hiddenOptions } from './draft.ts';

/** A button for each optional option that has no field yet. */
export function AddOptions({ draft }: { draft: Draft }) {
  const page = usePage();
  return hiddenOptions(draft).map(({ name, description }) => (
    <button
      key={name}
      type="button"
      class="add-option"
      title={description}
      data-testid={addOptionTestId(name)}
      onClick={() => {
        page.draft.value = addOption(draft, name);
      }}
    >
      <PlusIcon />
      {name}
    </button>
  ));
}
