import { render } from 'preact';
import { Chat } from './chat/chat.tsx';
import { Lightbox } from './message/lightbox.tsx';
import { ModalHost } from './modal/modal-dialog.tsx';
import { ProvidersPanel } from './providers/providers-panel.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { connect } from './state/connection.ts';
import { PageContext, usePage } from './state/context.ts';
import './styles/page.css';

function App() {
  const { panelOpen, channelsOpen } = usePage();
  const look = ['layout', panelOpen.value && 'with-panel', channelsOpen.value && 'with-channels'];
  return (
    <div class={look.filter(Boolean).join(' ')}>
      <Sidebar />
      {channelsOpen.value && (
        <button
          type="button"
          class="backdrop"
          aria-label="Back to the chat"
          onClick={() => {
            channelsOpen.value = false;
          }}
        />
      )}
      <Chat />
      {panelOpen.value && <ProvidersPanel />}
      <ModalHost />
      <Lightbox />
    </div>
  );
}

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');
render(<p class="starting">Waiting for the demo…</p>, root);
connect((page) => {
  // On a small screen the panel would hide the chat.
  if (matchMedia('(max-width: 760px)').matches) page.panelOpen.value = false;
  render(
    <PageContext value={page}>
      <App />
    </PageContext>,
    root,
  );
});
