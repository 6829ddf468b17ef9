/** Words too common to be evidence of anything: never an alias, never a name without '@' or a colon. */
const WORDS = `
a about above after again against all almost also always am an and another any anybody anyone anything are aren't
as ask at away back be because been before being believe best better between big both but by can can't cannot
com come could course day did didn't do does doesn't doing don don't done down each either else enough ever every
everyone everything fact far few first for found from full get gets getting give go god goes going good got great
guest had has hasn't have haven't having he hello her here hey hi him his hmm how however i if im in indeed instead
into is isn isn't it its itself just keep know last least less let like little ll lol long look looks lot made
make makes many may maybe me mean might mine more most much must my myself need never new next no nobody none nor
not note nothing now of off oh ok okay old on once one only or other others our out over own part people perhaps
please point probably quite rather re read really regarding right said same say says see seem seems should since
so some somebody someone something sorry still such sure take tell than thank thanks that the their them then there
these they thing things think this those though thought three through time to too true try two under until up us
use used user using ve very want was wasn't way we well were what whatever when where which while who whole whose
why will with without won won't word work would wouldn't yea yeah year years yep yes yet you your yours yourself
admin anonymous anon administrator moderator editor news update edit reply quote comment comments
في من على الى ان لا ما هذا هذه هو هي كان قد عن مع كل او بعد قبل غير بين ذلك التي الذي هل يا لم لن ثم
le la les un une des du de et en que qui dans pour pas sur est ce il elle on je tu nous vous avec mais ou plus
der die das und ist nicht ein eine zu den von mit auf sich auch es ich sie wir ihr aber oder wie noch nur so
el los las por para con una como pero si no se lo al su es y o mas muy ya
e che di non per una sono con come anche piu ma
i w na nie ze to sie jest z do co jak ale czy tak tylko
`;

export const COMMON_WORDS: ReadonlySet<string> = new Set(
  WORDS.split(/\s+/)
    .flatMap((word) => word.split("'"))
    .filter(Boolean),
);
