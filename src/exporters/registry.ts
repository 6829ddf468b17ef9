import type { Exporter, ExportInput, ExportReport } from './exporter.ts';

const modules = import.meta.glob<{ exporter: Exporter }>('./*.exporter.ts', { eager: true });

/** Every format, in order of file name. */
export const exporters: readonly Exporter[] = Object.values(modules).map(
  (module) => module.exporter,
);

export interface Export {
  fileName: string;
  mime: string;
  stream: ReadableStream<Uint8Array>;
  /** Final when the stream has ended. */
  report: ExportReport;
}

/** Opens an export as a stream of bytes, gzipped on request. Throws when the format is not known. */
export function openExport(
  id: string,
  input: ExportInput,
  options: { gzip?: boolean } = {},
): Export {
  const exporter = exporters.find((one) => one.id === id);
  if (!exporter) throw new Error(`There is no export format "${id}".`);
  const report: ExportReport = {
    ...{ articles: 0, comments: 0, decisions: 0, sources: 0 },
    ...{ guardedCells: 0, droppedCodePoints: 0 },
  };
  const plain = streamOf(exporter.write(input, report));
  const fileName = `${fileStem(input.name)}.${exporter.extension}`;
  if (options.gzip !== true) return { fileName, mime: exporter.mime, stream: plain, report };
  const stream = plain.pipeThrough(new CompressionStream('gzip'));
  return { fileName: `${fileName}.gz`, mime: 'application/gzip', stream, report };
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** A corpus name as a file name: letters and digits of any script, the rest becomes hyphens. */
export function fileStem(name: string): string {
  const stem = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return stem === '' ? 'corpus' : stem;
}
