import type { ComponentChildren } from 'preact';

/** Drawn on a 20 × 20 grid with the colour of the text. */
const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg
    class="icon"
    viewBox="0 0 20 20"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    {children}
  </svg>
);

export const HashIcon = () => (
  <Icon>
    <path d="M8 3.5 6.5 16.5M13.5 3.5 12 16.5M3.8 7.5h13M3.2 12.5h13" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <rect x="4.5" y="9" width="11" height="7.5" rx="1.6" />
    <path d="M7 9V6.6a3 3 0 0 1 6 0V9" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M3.5 10h9M3.5 10 2.8 3.9 17.5 10 2.8 16.1z" />
  </Icon>
);
export const DotsIcon = () => (
  <Icon>
    <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m5.5 7.5 4.5 5 4.5-5" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M5.5 2.8h6l3.5 3.6v10.8h-9.5zM11.3 3v3.6H15" />
  </Icon>
);
export const DownloadIcon = () => (
  <Icon>
    <path d="M10 3v9.5M6 9l4 4 4-4M4 16.8h12" />
  </Icon>
);
export const OutIcon = () => (
  <Icon>
    <path d="M11.5 3.5h5v5M16.2 3.8 9 11M13.8 11v5.3H3.7V6.2H9" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z" />
    <circle cx="10" cy="10" r="2.2" />
  </Icon>
);
export const PanelIcon = () => (
  <Icon>
    <rect x="2.8" y="3.8" width="14.4" height="12.4" rx="2" />
    <path d="M12.3 4v12M14.3 7.3h1M14.3 10h1" />
  </Icon>
);
export const LeftIcon = () => (
  <Icon>
    <path d="m12.5 4.5-5.5 5.5 5.5 5.5" />
  </Icon>
);
export const RightIcon = () => (
  <Icon>
    <path d="m7.5 4.5 5.5 5.5-5.5 5.5" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);
