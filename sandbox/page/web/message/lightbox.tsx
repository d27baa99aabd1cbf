import { useEffect, useRef } from 'preact/hooks';
import { CrossIcon, LeftIcon, OutIcon, RightIcon } from '#sandbox/page/web/look/icons.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';

/** A picture at its full size. Arrows walk through its neighbours, Esc leaves. */
export function Lightbox() {
  const { lightbox } = usePage();
  const open = lightbox.value;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
  }, [open]);
  const picture = open?.pictures[open.index];
  if (!open || !picture) return null;
  const close = () => {
    lightbox.value = undefined;
  };
  const step = (by: number) => {
    const count = open.pictures.length;
    lightbox.value = { ...open, index: (open.index + by + count) % count };
  };
  const hasSeveral = open.pictures.length > 1;
  return (
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={picture.alt}
      data-testid={TEST_IDS.lightbox}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
      onKeyDown={(event) => hasSeveral && step({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0)}
    >
      <img src={picture.url} alt={picture.alt} />
      <p class="lightbox-bar">
        {hasSeveral && <Step label="Previous" onClick={() => step(-1)} icon={<LeftIcon />} />}
        <span>{hasSeveral ? `${open.index + 1} of ${open.pictures.length}` : picture.alt}</span>
        {hasSeveral && <Step label="Next" onClick={() => step(1)} icon={<RightIcon />} />}
        <a
          class="icon-button"
          href={picture.url}
          target="_blank"
          rel="noreferrer noopener"
          aria-label="Open the original"
        >
          <OutIcon />
        </a>
        <Step label="Close" onClick={close} icon={<CrossIcon />} />
      </p>
    </dialog>
  );
}

const Step = ({ label, onClick, icon }: { label: string; onClick: () => void; icon: preact.JSX.Element }) => (
  <button type="button" class="icon-button" aria-label={label} onClick={onClick}>
    {icon}
  </button>
);
