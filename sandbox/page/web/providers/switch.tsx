type SwitchProps = {
  readonly label: string;
  readonly proves: string;
  readonly isOn: boolean;
  readonly testId: string;
  readonly toggle: (isOn: boolean) => void;
};

/** Something that is wrong, or not, and what that proves. */
export const Switch = ({ label, proves, isOn, testId, toggle }: SwitchProps) => (
  <label class="switch-row">
    <span class="switch-words">
      <strong>{label}</strong>
      <small>{proves}</small>
    </span>
    <input
      type="checkbox"
      role="switch"
      aria-checked={isOn}
      checked={isOn}
      data-testid={testId}
      onChange={(event) => toggle(event.currentTarget.checked)}
    />
  </label>
);
