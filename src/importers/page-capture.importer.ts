import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { eachLine } from './page-capture/each-line.ts';
import { resolvePage } from './page-capture/resolve.ts';
import { sniffPageCapture } from './page-capture/sniff.ts';
import { Survey } from './page-capture/survey.ts';
import { PageWriter } from './page-capture/writer.ts';
import { openText } from './text/lines.ts';
import type { TextReader } from './text/lines.ts';
import { reportEncoding } from './text/report-encoding.ts';

/** Plain-text captures of story pages with their comments. Read twice: survey, then comments. */
export const importer: Importer = {
  id: 'page-capture',
  label: 'Saved story page (plain text)',
  extensions: ['txt'],
  sniff: sniffPageCapture,
  read,
};

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  const survey = new Survey();
  const first = open(source, sink, options.encoding);
  await eachLine(
    first.blocks(),
    (line) => survey.visit(line),
    () => sink.ready(),
  );
  survey.finish();
  const plan = resolvePage(survey);
  const encoding = first.encoding();
  reportEncoding(encoding, sink);
  sink.describe({ kind: plan.kind, declared: plan.declared });
  for (const warning of plan.warnings) sink.warn(warning);
  if (plan.kind === 'empty') return;
  if (plan.kind === 'index') {
    sink.warn({
      code: 'index-page',
      message: 'A list of stories, not a story: nothing was taken from it.',
    });
  }
  const writer = new PageWriter(sink, plan, survey);
  await eachLine(
    open(source, sink, encoding.name).blocks(),
    (line) => writer.visit(line),
    () => sink.ready(),
  );
  writer.finish();
}

function open(source: ByteSource, sink: ImportSink, encoding: string | undefined): TextReader {
  return openText(source, {
    breaks: 'any',
    encoding,
    onUnknownEncoding: (name) =>
      sink.warn({
        code: 'unknown-encoding',
        message: `The encoding "${name}" is not known; it was guessed.`,
      }),
  });
}
