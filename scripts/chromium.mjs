/**
 * Finds a Chromium for the tests on any machine: CHROME_BIN (fails loudly when it does not run), system
 * paths, one that Playwright has, the optional npm package. Each candidate is proved with --version.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { createRequire } from 'node:module';

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The version line of a browser, or null when it does not run. */
function versionOf(path, env = {}) {
  try {
    const text = execFileSync(path, ['--version', '--no-sandbox'], {
      env: { ...process.env, ...env },
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
    return /\d+\.\d+/.test(text) ? text.trim() : null;
  } catch {
    return null;
  }
}

async function playwrightPath() {
  try {
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    return null;
  }
}

/** Unpacks the Chromium inside the npm package once, with a font configuration it can find. */
export async function packagedBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const require = createRequire(import.meta.url);
  let bin;
  try {
    bin = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..', 'bin');
    if (!existsSync(bin)) bin = resolve('node_modules/@sparticuz/chromium/bin');
  } catch {
    return null;
  }
  if (!existsSync(join(bin, 'chromium.br'))) return null;
  const cache = resolve('node_modules/.cache/chromium');
  const path = join(cache, 'chromium');
  if (!existsSync(path)) {
    mkdirSync(dirname(cache), { recursive: true });
    const work = mkdtempSync(`${cache}-`);
    const unbrotli = async (name) => brotliDecompressSync(await readFile(join(bin, name)));
    writeFileSync(join(work, 'chromium'), await unbrotli('chromium.br'), { mode: 0o755 });
    for (const name of ['al2023.tar', 'fonts.tar']) {
      writeFileSync(join(work, name), await unbrotli(`${name}.br`));
      execFileSync('tar', ['-xf', join(work, name), '-C', work]);
      rmSync(join(work, name));
    }
    const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(cache, 'fonts')];
    const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join('');
    writeFileSync(
      join(work, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<cachedir>${join(cache, 'font-cache')}</cachedir></fontconfig>`,
    );
    try {
      renameSync(work, cache);
    } catch {
      rmSync(work, { recursive: true, force: true });
    }
  }
  const env = { FONTCONFIG_FILE: join(cache, 'fonts.conf') };
  if (versionOf(path, env)) return { path, env };
  const withLibraries = { ...env, LD_LIBRARY_PATH: join(cache, 'lib') };
  return versionOf(path, withLibraries) ? { path, env: withLibraries } : null;
}

/** { path, env } of a Chromium that runs. Throws with what to install when there is none. */
export async function findChromium() {
  const named = process.env.CHROME_BIN;
  if (named) {
    if (versionOf(named)) return { path: named, env: {} };
    throw new Error(`CHROME_BIN is ${named}, and that does not run.`);
  }
  for (const path of [...SYSTEM_PATHS, await playwrightPath()]) {
    if (path && existsSync(path) && versionOf(path)) return { path, env: {} };
  }
  const packaged = await packagedBrowser();
  if (packaged) return packaged;
  throw new Error(
    'The browser tests need a Chromium. Install one (Debian, Ubuntu: apt install chromium), or set CHROME_BIN to its path.',
  );
}
