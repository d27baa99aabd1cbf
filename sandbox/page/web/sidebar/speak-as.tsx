import type { Person } from '#sandbox/page/protocol.ts';
import { Avatar } from '#sandbox/page/web/look/avatar.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { personTestId, TEST_IDS } from '#sandbox/page/web/test-ids.ts';

/** Whom the next command comes from. */
export function SpeakAs() {
  const page = usePage();
  return (
    <fieldset class="speak-as" data-testid={TEST_IDS.speakAs}>
      <legend>Speaking as</legend>
      {page.world.value.people.map((person) => (
        <Choice key={person.id} person={person} />
      ))}
    </fieldset>
  );
}

function Choice({ person }: { person: Person }) {
  const page = usePage();
  const isChosen = page.person.value.id === person.id;
  return (
    <label class={`person ${isChosen ? 'chosen' : ''}`} data-testid={personTestId(person.username)}>
      <input type="radio" name="speak-as" checked={isChosen} onChange={() => page.speakAs(person.id)} />
      <Avatar userId={person.id} size={32} />
      <span class="person-name">{person.displayName}</span>
      <span class="person-role">{person.isAdmin ? 'admin' : 'member'}</span>
    </label>
  );
}
