import type { Outage } from '#sandbox/page/protocol.ts';
import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { changeChannel, changeOutage, expireTokens, forgetNonces } from '#sandbox/page/web/state/requests.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { Switch } from './switch.tsx';

/** What can be wrong with the pretend Discord while a job is on its way home. */
export function DiscordSwitches() {
  const page = usePage();
  const attempt = useAttempt();
  const channel = page.channel.value;
  const name = page.person.value.displayName;
  const isDirect = channel.kind === 'dm';
  return (
    <>
      <label class="switch-row">
        <span class="switch-words">
          <strong>Down</strong>
          <small>Results wait, then come in order, once each.</small>
        </span>
        <select
          value={page.world.value.outage}
          data-testid={TEST_IDS.discordOutage}
          onChange={(event) => {
            const outage = event.currentTarget.value as Outage;
            void attempt(() => changeOutage(outage));
          }}
        >
          <option value="no">no</option>
          <option value="refuses">no connection</option>
          <option value="unavailable">answers 503</option>
          <option value="hang">never answers</option>
          <option value="lose_answer">acts, says nothing</option>
        </select>
      </label>
      <Switch
        label={isDirect ? `${name} takes no messages` : `Shut the bot out of #${channel.name}`}
        proves={
          isDirect
            ? 'With the channel shut as well, nobody can be told: /job show tells who asks.'
            : 'The result comes as an answer to the command; when that is too late, in a direct message.'
        }
        isOn={!channel.botMayWrite}
        testId={TEST_IDS.closeChannel}
        toggle={(isOn) => void attempt(() => changeChannel(channel.id, isOn ? 'close' : 'open'))}
      />
      <Deed
        label="Too late to answer"
        words="Expire"
        proves="Commands so far can be answered no more, as after 15 minutes."
        testId={TEST_IDS.expireTokens}
        act={() => attempt(expireTokens)}
      />
      <Deed
        label="Poor memory"
        words="Forget"
        proves="Discord knows no repeat again: the bot looks before it posts twice."
        testId={TEST_IDS.forgetNonces}
        act={() => attempt(forgetNonces)}
      />
    </>
  );
}

type DeedProps = {
  readonly label: string;
  /** On the button. */
  readonly words: string;
  readonly proves: string;
  readonly testId: string;
  readonly act: () => unknown;
};

/** Something that is done once. */
const Deed = ({ label, words, proves, testId, act }: DeedProps) => (
  <div class="switch-row">
    <span class="switch-words">
      <strong>{label}</strong>
      <small>{proves}</small>
    </span>
    <button type="button" class="button small secondary" data-testid={testId} onClick={() => void act()}>
      {words}
    </button>
  </div>
);
