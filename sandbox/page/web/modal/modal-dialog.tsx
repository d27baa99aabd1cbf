import { useEffect, useRef, useState } from 'preact/hooks';
import { CrossIcon } from '#sandbox/page/web/look/icons.tsx';
import { Markdown } from '#sandbox/page/web/markdown/markdown.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import type { OpenModal } from '#sandbox/page/web/state/page-state.ts';
import { Refused, submitModal } from '#sandbox/page/web/state/requests.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { ModalFieldRow } from './modal-field-row.tsx';
import { modalFault, partsOf, startValues, toFields } from './modal-fields.ts';

/** The bot's question to one person, in front of everything. */
export function ModalHost() {
  const page = usePage();
  const open = page.modal.value;
  return open && open.personId === page.person.value.id ? (
    <ModalDialog key={open.modal.interactionId} open={open} />
  ) : null;
}

function ModalDialog({ open: { modal, personId, channelId } }: { open: OpenModal }) {
  const page = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const parts = partsOf(modal);
  const [values, setValues] = useState(startValues(parts));
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    page.modal.value = undefined;
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (parts.some((part) => part.kind === 'field' && modalFault(part.input, values[part.input.custom_id] ?? [])))
      return;
    try {
      await submitModal({ personId, channelId, interactionId: modal.interactionId, fields: toFields(parts, values) });
      close();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefusal(error.message);
    }
  };
  return (
    <dialog ref={dialog} class="modal" aria-label={modal.title} data-testid={TEST_IDS.modal} onClose={close}>
      <form method="dialog" noValidate onSubmit={(event) => void submit(event)}>
        <header>
          <h2>{modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}>
            <CrossIcon />
          </button>
        </header>
        {parts.map((part, at) =>
          part.kind === 'text' ? (
            <Markdown key={at} text={part.text} />
          ) : (
            <ModalFieldRow
              key={part.input.custom_id}
              field={part}
              values={values[part.input.custom_id] ?? []}
              isTried={isTried}
              onChange={(next) => setValues({ ...values, [part.input.custom_id]: next })}
            />
          ),
        )}
        {refusal && <p class="option-fault">{refusal}</p>}
        <footer>
          <button type="button" class="button quiet" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button primary" data-testid={TEST_IDS.modalSubmit}>
            Submit
          </button>
        </footer>
      </form>
    </dialog>
  );
}
