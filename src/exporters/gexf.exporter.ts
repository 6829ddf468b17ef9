import type { Exporter, ExportInput, ExportReport } from './exporter.ts';
import { gatherNetwork } from './network/network.ts';
import { xmlAttribute } from './network/xml.ts';

/** The reply network for Gephi and its kin: commenters, and directed edges "answers" with their doubt. */
export const exporter: Exporter = {
  id: 'gexf',
  label: 'Reply network (GEXF)',
  extension: 'gexf',
  mime: 'application/gexf+xml',
  write,
};

const OPENING = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node">
      <attribute id="comments" title="comments" type="integer"/>
      <attribute id="nameless" title="nameless" type="boolean"/>
      <attribute id="also" title="other names, merged" type="string"/>
    </attributes>
    <attributes class="edge">
      <attribute id="stated" title="stated" type="integer"/>
      <attribute id="inferred" title="inferred" type="integer"/>
      <attribute id="probability" title="mean probability" type="double"/>
    </attributes>
    <nodes>
`;

async function* write(input: ExportInput, report: ExportReport): AsyncGenerator<string> {
  const { nodes, edges } = await gatherNetwork(input, report);
  const attribute = (text: string): string =>
    xmlAttribute(text, (count) => (report.droppedCodePoints += count));
  yield OPENING;
  for (const [i, node] of nodes.entries()) {
    yield (
      `      <node id="n${i}" label="${attribute(node.label)}"><attvalues>` +
      `<attvalue for="comments" value="${node.comments}"/>` +
      `<attvalue for="nameless" value="${node.isNameless}"/>` +
      (node.also.length === 0
        ? ''
        : `<attvalue for="also" value="${attribute(node.also.join('\n'))}"/>`) +
      '</attvalues></node>\n'
    );
  }
  yield '    </nodes>\n    <edges>\n';
  for (const [i, edge] of edges.entries()) {
    const mean = Math.round((edge.probabilitySum / edge.replies) * 1000) / 1000;
    yield (
      `      <edge id="e${i}" source="n${edge.from}" target="n${edge.to}" weight="${edge.replies}"><attvalues>` +
      `<attvalue for="stated" value="${edge.stated}"/>` +
      `<attvalue for="inferred" value="${edge.replies - edge.stated}"/>` +
      `<attvalue for="probability" value="${mean}"/></attvalues></edge>\n`
    );
  }
  yield '    </edges>\n  </graph>\n</gexf>\n';
}
