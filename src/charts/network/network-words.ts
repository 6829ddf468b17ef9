import type { Network } from '../../core/results.ts';
import { isolate } from '../../core/scene/text.ts';
import { commenterLabel, peopleWords } from '../names.ts';
import { sureWords } from '../sure.ts';
import type { MarkWords } from '../time/activity-words.ts';
import { plural } from '../time/words.ts';
import { rangeSentence, type ShownCounts } from './counts.ts';

/** A finder of words by mark id ('commenter:INDEX', 'edge:INDEX'). */
export function networkWords(
  network: Network | null,
  shown: ShownCounts | null,
): (id: string) => MarkWords | null {
  return (id) => {
    if (!network || !shown) return null;
    const [kind, index = ''] = id.split(':');
    if (kind === 'commenter') return commenterWords(network, shown, Number(index));
    if (kind === 'edge') return edgeWords(network, shown, Number(index));
    return null;
  };
}

function commenterWords(network: Network, shown: ShownCounts, index: number): MarkWords | null {
  const commenter = network.commenters[index];
  if (!commenter) return null;
  const people = commenter.name === null ? peopleWords(commenter.people) : '';
  const name = isolate(commenterLabel(commenter.name));
  const here = shown.commenters[index] ?? 0;
  const comments =
    here === commenter.comments
      ? plural(here, 'comment')
      : `${here} of ${plural(commenter.comments, 'comment')}`;
  let [given, got] = [0, 0];
  network.edges.forEach((edge, i) => {
    const high = shown.edges[i]?.high ?? 0;
    if (edge.from === index) given += high;
    if (edge.to === index) got += high;
  });
  return {
    heading: people === '' ? name : `${name} · ${people}`,
    detail: `${comments} · answers ${given} · is answered ${got}`,
  };
}

function edgeWords(network: Network, shown: ShownCounts, index: number): MarkWords | null {
  const edge = network.edges[index];
  const counts = shown.edges[index];
  if (!edge || !counts) return null;
  const nameOf = (each: number): string =>
    isolate(commenterLabel(network.commenters[each]?.name ?? null));
  const heading = `${nameOf(edge.from)} answers ${nameOf(edge.to)}`;
  if (counts.high === 0)
    return { heading, detail: `${rangeSentence(edge.total)}, none of them in this view` };
  const back = edge.isReciprocal ? ' · answered back' : '';
  const stated = counts.stated > 0 ? ` · ${counts.stated} stated by the source` : '';
  const sure =
    counts.stated < counts.high ? ` · on average ${sureWords(edge.probability, false)}` : '';
  return { heading, detail: `${rangeSentence(counts)}${stated}${sure}${back}` };
}

/** 'Mystic and ArabDemocrat.com answer each other most'. */
export function networkFinding(network: Network, shown: ShownCounts, isFiltered: boolean): string {
  let [low, high] = [0, 0];
  let top = -1;
  shown.edges.forEach((edge, i) => {
    low += edge.low;
    high += edge.high;
    if (edge.high > (shown.edges[top]?.high ?? 0)) top = i;
  });
  const edge = network.edges[top];
  if (network.edges.length === 0 && (network.inferred.unknowable ?? 0) > 0)
    return 'Who answers whom can’t be known here';
  if (!edge || high === 0)
    return isFiltered
      ? 'No reply between commenters in this view'
      : 'No reply between commenters at or above the threshold';
  const part = network.leftOut.edges > 0 ? ' in the strongest pairs' : '';
  const between = `${rangeSentence({ stated: 0, low, high })} between commenters`;
  const count = `${between}${part}${isFiltered ? ' in this view' : ''}`;
  const nameOf = (each: number): string =>
    isolate(commenterLabel(network.commenters[each]?.name ?? null));
  const back = network.edges.findIndex((each) => each.from === edge.to && each.to === edge.from);
  const backCount = shown.edges[back]?.high ?? 0;
  const topCount = shown.edges[top]?.high ?? 0;
  if (topCount < 2) return count;
  if (edge.from !== edge.to && backCount >= Math.max(2, topCount / 2))
    return `${count}; most between ${nameOf(edge.from)} and ${nameOf(edge.to)}`;
  return `${count}; most from ${nameOf(edge.from)} to ${nameOf(edge.to)}`;
}
