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
  const { panelOpen } = usePage();
  return (
    <div class={panelOpen.value ? 'layout with-panel' : 'layout'}>
      <Sidebar />
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
  render(
    <PageContext value={page}>
      <App />
    </PageContext>,
    root,
  );
});
