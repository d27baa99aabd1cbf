import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { ComponentChildren } from 'preact';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { boundsOf } from './parse-option.ts';

/** What the focused option wants, above the composer, with what can be chosen beneath. */
export function OptionHelp({
  option,
  children,
}: {
  option: APIApplicationCommandBasicOption;
  children?: ComponentChildren;
}) {
  const bounds = boundsOf(option);
  return (
    <div class="popover option-help" data-testid={TEST_IDS.choiceList}>
      <p class="popover-title">
        <strong>{option.name}</strong>
        <span>{option.description}</span>
        <span class="option-bounds">{[option.required ? 'required' : '', bounds].filter(Boolean).join(' · ')}</span>
      </p>
      {children}
    </div>
  );
}
