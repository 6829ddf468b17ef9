/**
 * Who answers whom in the bundled captures: our own annotation by careful reading, not the source's. -1 = top
 * level; several numbers where a careful reader would accept each (a double post; one comment that addresses
 * two people; a place the text cannot settle). The comment beside each says why.
 */
export const GOLDEN: Record<'march' | 'january', readonly (readonly number[])[]> = {
  march: [
    [-1], // quotes the article
    [0], // "Not to mention…" carries #0 on
    [1, 0], // "both of you": Mystic and _mowaten_
    [2], // "Salafidemocrat, you…"
    [3], // "Sleezethrower ..." to Mystic
    [4], // "Not all of us…", a minute after #4, takes up 'democrat'
    [3], // "Yet I condemned the attack", "regime change": answers #3, out of turn
    [4], // takes up "Democratic pluralistic Syria"
    [7], // the groups that #7 lists
    [8], // "Sounds like Salafi propaganda…"
    [8], // "moderate" is #8's word
    [10, 9], // "FT ... You showed": to Mystic, either of his last two
    [-1], // step back in time, "Their loss."
  ],
  january: [
    [-1],
    [0], // "You call him butcher"
    [1], // denies the majority of #1
    [1], // double post of #2
    [3, 2], // takes up "every credible"
    [-1, 0], // on the article; the order says a reply, then to the first comment
    [4], // names the organisations that #4 asks for
    [3, 2, 6], // "The real butchers", addresses the nameless writer of #2, #3 and #6
    [7], // a nameless answer to the talk of war, in Arabic
    [5, -1], // "The rebels vow to continue fighting?" takes up #5 or the article
    [9, 5, -1], // carries #9 on, a minute later
    [-1],
    [11], // same theme, next in the run
    [12], // "You still think that the Assad regime decides?!!!"
    [13], // "he decides more than…"
    [13], // "lol now you're pretending to care": to the nameless writer of #13
    [15], // "Mowaten Irani ...."
    [16, 13], // "ArabDemocrat, your Gulf Saudis…": to the nameless writer
    [17], // "The only countries that are there" takes up "aren't even there"
  ],
};
