/** The bot's mark: a bowerbird, blue with a golden eye. */
export const Bird = () => (
  <svg viewBox="0 0 48 48" aria-hidden="true">
    <rect width="48" height="48" fill="#263f96" />
    <path d="M0 34c12-6 36-6 48 0v14H0z" fill="#1d3179" />
    <path
      d="M9.5 36.5c1-4 3-6.7 5.4-9.3C16.5 17.3 22 11 29.2 11c5 0 8.3 2.9 9.2 7l5.1 2.5-5.2 2c-.6 8.3-6.3 13.7-14.6 13.7-2.7 0-4.6-.5-6.3-1.2z"
      fill="#a9c1ff"
    />
    <path d="M19 26.5c5.5-3.6 11-2.6 14.2-.4-2.6 5.6-8 8.6-15.6 8.4 1.3-2 1.2-5 1.4-8z" fill="#6f93f7" />
    <circle cx="31.6" cy="18" r="3.3" fill="#ffd166" />
    <circle cx="32" cy="18" r="1.6" fill="#16224f" />
  </svg>
);
