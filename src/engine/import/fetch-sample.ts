import type { ByteSource } from '../../importers/importer.ts';
import { abortFault, EngineFault } from '../rpc.ts';
import { sha256 } from '../storage/sha256.ts';

export type FetchPort = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

export interface SampleSource {
  source: ByteSource;
  /** Importer the manifest names. */
  format: string | undefined;
}

export interface Sample {
  name: string;
  sources: SampleSource[];
}

interface ManifestEntry {
  name: string;
  bytes: number;
  sha256: string;
  format: string | undefined;
}

/** A host that sends nothing for this long is taken for absent. */
const SILENCE_MS = 4500;
const MANIFEST = 'manifest.json';

/**
 * Fetches the bundled corpus: the manifest, then each capture, checked against its size and sha-256
 * before anything is read from it. Rejects with 'network', 'not-json' or 'integrity', naming the file.
 */
export async function fetchSample(
  fetchPort: FetchPort,
  dataUrl: string,
  signal: AbortSignal,
): Promise<Sample> {
  const base = dataUrl.endsWith('/') ? dataUrl : `${dataUrl}/`;
  const manifest = readManifest(await fetchBytes(fetchPort, base + MANIFEST, MANIFEST, signal));
  const sources = await Promise.all(
    manifest.entries.map(async (entry) => {
      const url = base + encodeURIComponent(entry.name);
      const fetched = await fetchBytes(fetchPort, url, entry.name, signal);
      await checkIntegrity(entry, fetched.bytes);
      const { bytes } = fetched;
      const source: ByteSource = {
        name: entry.name,
        size: bytes.length,
        stream: () => new Blob([bytes]).stream(),
      };
      return { source, format: entry.format };
    }),
  );
  return { name: manifest.name, sources };
}

interface Fetched {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

async function fetchBytes(
  fetchPort: FetchPort,
  url: string,
  name: string,
  signal: AbortSignal,
): Promise<Fetched> {
  const silence = new AbortController();
  let timer = setTimeout(() => {
    silence.abort();
  }, SILENCE_MS);
  try {
    const response = await fetchPort(url, { signal: AbortSignal.any([signal, silence.signal]) });
    if (!response.ok) throw networkFault(name, `the host answered ${String(response.status)}`);
    const parts: BlobPart[] = [];
    const reader = response.body?.getReader();
    for (;;) {
      const portion = await reader?.read();
      if (!portion || portion.done) break;
      parts.push(portion.value);
      clearTimeout(timer);
      timer = setTimeout(() => {
        silence.abort();
      }, SILENCE_MS);
    }
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return { bytes, type: response.headers.get('content-type') ?? '' };
  } catch (error) {
    if (signal.aborted) throw abortFault();
    if (error instanceof EngineFault) throw error;
    if (silence.signal.aborted) throw networkFault(name, 'the host does not answer');
    throw networkFault(name, error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

function networkFault(file: string, reason: string): EngineFault {
  const words = `“${file}” of the sample could not be fetched: ${reason}. Check the connection and try again, or open your own files.`;
  return new EngineFault('network', words, { file });
}

function readManifest({ bytes, type }: Fetched): { name: string; entries: ManifestEntry[] } {
  const wrong = (reason: string): EngineFault =>
    new EngineFault(
      'not-json',
      `The host sent ${reason} instead of “${MANIFEST}”. The page's files may be incomplete on this host; your own files can still be opened.`,
      { file: MANIFEST },
    );
  if (type.includes('html')) throw wrong('an HTML page');
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw wrong('something that is not JSON');
  }
  const list = Array.isArray(parsed) ? (parsed as unknown[]) : fieldOf(parsed, 'sources');
  if (!Array.isArray(list)) throw wrong('JSON without a list of sources');
  const entries = list.map(readEntry);
  if (entries.length === 0 || entries.includes(null)) throw wrong('an incomplete list of sources');
  const name = fieldOf(parsed, 'name');
  return {
    name: typeof name === 'string' ? name : 'Sample',
    entries: entries.filter((entry) => entry !== null),
  };
}

function readEntry(value: unknown): ManifestEntry | null {
  const name = fieldOf(value, 'name');
  const bytes = fieldOf(value, 'bytes');
  const hash = fieldOf(value, 'sha-256') ?? fieldOf(value, 'sha256');
  const format = fieldOf(value, 'format');
  if (typeof name !== 'string' || typeof bytes !== 'number' || typeof hash !== 'string')
    return null;
  return { name, bytes, sha256: hash, format: typeof format === 'string' ? format : undefined };
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

async function checkIntegrity(entry: ManifestEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const refuse = (reason: string): EngineFault =>
    new EngineFault(
      'integrity',
      `“${entry.name}” is not the file this page was made with: ${reason}. Nothing of the sample was stored; reload to try again, or open your own files.`,
      { file: entry.name },
    );
  if (bytes.length !== entry.bytes) {
    throw refuse(`${String(bytes.length)} bytes arrived, ${String(entry.bytes)} were expected`);
  }
  if ((await sha256(bytes)) !== entry.sha256) throw refuse('its sha-256 differs');
}
