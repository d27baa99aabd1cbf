import type { Announcer } from './events.ts';
import type { ModalForm } from './forms/modal.ts';
import type { Asked } from './interactions.ts';
import type { Answer } from './people.ts';

export type OpenModal = { readonly form: ModalForm; readonly asked: Asked };

/** The dialogs that people have on their screens, by the interaction that opened each. */
export type Modals = {
  readonly show: (asked: Asked, form: ModalForm) => Answer;
  readonly find: (interactionId: string) => OpenModal | undefined;
  readonly close: (interactionId: string) => void;
};

export function createModals({ announce }: Pick<Announcer, 'announce'>): Modals {
  const open = new Map<string, OpenModal>();
  return {
    show: (asked, form) => {
      const interactionId = asked.id;
      open.set(interactionId, { form, asked });
      const modal = { ...form, interactionId };
      announce({ type: 'modal', personId: asked.person.id, channelId: asked.place.id, modal });
      return { answer: 'modal', modal: form, interactionId };
    },
    find: (interactionId) => open.get(interactionId),
    close: (interactionId) => void open.delete(interactionId),
  };
}
