import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { createEngine } from './engine/client.ts';
import { startWorker } from './engine/start-worker.ts';
import { App as AppState } from './state/app.svelte.ts';
import { browserHistory } from './state/browser-history.ts';
import { Settings, type Keeper } from './state/settings.svelte.ts';
import { ViewStore } from './state/view.svelte.ts';

/** localStorage, or null where the browser refuses it. */
function findKeeper(): Keeper | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const keeper = findKeeper();
const app = new AppState({
  engine: createEngine(startWorker, { keeper }),
  view: new ViewStore(browserHistory()),
  settings: new Settings(keeper),
  keeper,
  dataUrl: new URL('data/', document.baseURI).href,
});
// Vite's own event: a file that the page fetches later is not on the host.
window.addEventListener('vite:preloadError', () => {
  void app.onMissingFile();
});
const target = document.getElementById('app');
if (target) mount(App, { target, props: { app } });
void app.offline.register();
