import type { Network } from '../../core/results.ts';
import { commenterLabel, peopleWords } from '../names.ts';
import { sureWords } from '../sure.ts';
import { cappedTable, type ChartTable } from '../table.ts';
import { rangeWords, type ShownCounts } from './counts.ts';

/** Edge indices, most replies in the view first. */
export function pairOrder(network: Network, shown: ShownCounts): number[] {
  const high = (index: number): number => shown.edges[index]?.high ?? 0;
  const total = (index: number): number => network.edges[index]?.total.high ?? 0;
  return network.edges
    .map((_, index) => index)
    .sort((a, b) => high(b) - high(a) || total(b) - total(a) || a - b);
}

/** Who answers whom: one row per pair and direction. */
export function pairsTable(network: Network, shown: ShownCounts): ChartTable {
  const rows = pairOrder(network, shown).flatMap((index) => {
    const edge = network.edges[index];
    const counts = shown.edges[index];
    if (!edge || !counts) return [];
    return [
      [
        commenterLabel(network.commenters[edge.from]?.name ?? null),
        commenterLabel(network.commenters[edge.to]?.name ?? null),
        rangeWords(counts),
        counts.stated,
        rangeWords(edge.total),
        sureWords(edge.probability, counts.high > 0 && counts.stated >= counts.high),
        edge.isReciprocal ? 'yes' : 'no',
      ],
    ];
  });
  const columns = [
    'Who answers',
    'Whom',
    'Replies in view',
    'Stated',
    'All replies',
    'How sure on average',
    'Answered back',
  ];
  return cappedTable('Replies by pair; a range counts the sure ones first', columns, rows);
}

/** One row per commenter. */
export function commentersTable(network: Network, shown: ShownCounts): ChartTable {
  const given = new Map<number, number>();
  const got = new Map<number, number>();
  network.edges.forEach((edge, i) => {
    const high = shown.edges[i]?.high ?? 0;
    given.set(edge.from, (given.get(edge.from) ?? 0) + high);
    got.set(edge.to, (got.get(edge.to) ?? 0) + high);
  });
  const rows = network.commenters.map((commenter, index) => [
    commenterLabel(commenter.name),
    commenter.name === null ? peopleWords(commenter.people) || '1' : '1',
    commenter.comments,
    shown.commenters[index] ?? 0,
    given.get(index) ?? 0,
    got.get(index) ?? 0,
  ]);
  const columns = [
    'Commenter',
    'People',
    'Comments',
    'In view',
    'Answers given',
    'Answers received',
  ];
  return cappedTable('Commenters of the network', columns, rows);
}
