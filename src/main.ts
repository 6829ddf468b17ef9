import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { engine, keeper } from './early.ts';
import { App as AppState } from './state/app.svelte.ts';
import { browserHistory } from './state/browser-history.ts';
import { Settings } from './state/settings.svelte.ts';
import { ViewStore } from './state/view.svelte.ts';

const app = new AppState({
  engine,
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
