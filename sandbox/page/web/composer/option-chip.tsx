import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { ComponentChildren } from 'preact';
import { CrossIcon } from '#sandbox/page/web/look/icons.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import type { Draft } from './draft.ts';
import { faultOf, removeOption } from './draft.ts';

export type OptionProps = {
  readonly draft: Draft;
  readonly option: APIApplicationCommandBasicOption;
  readonly onSend: () => void;
};

type Props = Pick<OptionProps, 'draft' | 'option'> & { readonly wide?: boolean; readonly children: ComponentChildren };

/** An option's name and its field, with what is wrong beneath. */
export function OptionChip({ draft, option, wide = false, children }: Props) {
  const page = usePage();
  const fault = faultOf(draft, option);
  return (
    <div class={`option-chip ${wide ? 'wide' : ''} ${fault ? 'wrong' : ''}`}>
      <div class="option-frame">
        <label class="option-name" for={`field-${option.name}`}>
          {option.name}
        </label>
        {children}
        {!option.required && (
          <button
            type="button"
            class="option-remove"
            aria-label={`Remove ${option.name}`}
            onClick={() => {
              page.draft.value = removeOption(draft, option.name);
            }}
          >
            <CrossIcon />
          </button>
        )}
      </div>
      {fault && <p class="option-fault">{fault}</p>}
    </div>
  );
}
