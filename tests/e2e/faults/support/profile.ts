import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../../../../scripts/chromium.mjs';

/** A browser profile on disk, to be opened, closed, killed and damaged. */
export class Profile {
  readonly dir: string;
  #context: BrowserContext | null = null;

  constructor(dir = mkdtempSync(join(tmpdir(), 'repartee-profile-'))) {
    this.dir = dir;
  }

  async open(options: BrowserContextOptions & { args?: string[] } = {}): Promise<BrowserContext> {
    this.#context = await chromium.launchPersistentContext(this.dir, {
      executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium',
      args: CHROMIUM_FLAGS,
      viewport: { width: 1440, height: 900 },
      serviceWorkers: 'block',
      ...options,
    });
    return this.#context;
  }

  async close(): Promise<void> {
    await this.#context?.close().catch(() => undefined);
    this.#context = null;
  }

  /** SIGKILL for every process of this profile, as the power going out would. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.#context?.once('close', resolve));
    for (const pid of this.#processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone already, with its parent.
      }
    }
    await closed;
    this.#context = null;
    for (const name of readdirSync(this.dir)) {
      if (name.startsWith('Singleton')) rmSync(join(this.dir, name), { force: true });
    }
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Folder of the site's IndexedDB. */
  get database(): string {
    const folder = join(this.dir, 'Default', 'IndexedDB');
    const name = readdirSync(folder).find((entry) => entry.endsWith('.leveldb'));
    if (name === undefined) throw new Error(`no database in ${readdirSync(folder).join(', ')}`);
    return join(folder, name);
  }

  #processes(): number[] {
    const found: number[] = [];
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      try {
        const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
        if (command.includes(`--user-data-dir=${this.dir}`)) found.push(Number(entry));
        else if (readlinkSync(`/proc/${entry}/cwd`).startsWith(this.dir)) found.push(Number(entry));
      } catch {
        // Ended while it was looked at.
      }
    }
    return found;
  }
}
