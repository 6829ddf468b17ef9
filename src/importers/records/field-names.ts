import type { MappedField } from '../importer.ts';

/** Column names of each field, likeliest first; folded (`plainName`): letters and digits, no accents. */
const ENGLISH: Record<MappedField, string> = {
  text: 'text body commenttext commentbody commentcontent comment content message messagetext msg selftext posttext fulltext textoriginal textdisplay rawmessage html rendered cooked description reply review',
  author:
    'authorname author authordisplayname user username screenname userdisplayname displayname name by commenter commentername commentauthor nickname nick speaker sender sendername accountname from fromname postedby poster writer creator userid authorid profilename handle',
  day: 'date day createddate creationdate postdate commentdate',
  time: 'time timestamp datetime date createdat created createdutc createddate createdate creationdate createtime createdtime posttime postdate posted postedat posteddate postedon publishedat published publishedon pubdate when sentat senttime submittedat approvedate commentdate commenttime dateposted datecreated dateadded updatedat',
  id: 'id commentid postid messageid objectid uid uuid guid commentcounter tweetid msgid rowid idstr',
  parent:
    'parent parentid replyto replytoid inreplyto inreplytoid inreplytostatusid inreplytocommentid replytomessageid referencemessageid parentcommentid parentcomment commentparent replytocommentid parentpostid parentuuid answerto respondsto',
  article:
    'article articleid story storyid page pageid pageurl url articleurl asseturl assetid asset linkid conversationid videoid commentpostid newsid docid topic topicid source forum post submissionid',
  thread: 'thread threadid root rootid conversation discussion discussionid toplevelid',
  title:
    'title headline articletitle storytitle pagetitle articleheadline linktitle threadtitle subject',
};

/** German, French, Spanish, Italian, Portuguese, Dutch, Turkish, Russian, Arabic. */
const OTHERS: Record<MappedField, string> = {
  text: 'kommentar kommentartext beitrag nachricht inhalt commentaire contenu texte comentario texto mensaje contenido commento testo messaggio mensagem conteudo reactie tekst bericht yorum metin mesaj комментарии текст сообщение تعليق التعليق نص النص نصالتعليق الرسالة',
  author:
    'autor autorin verfasser benutzer benutzername nutzer nutzername absender auteur utilisateur pseudo nomutilisateur usuario nombreusuario autore utente gebruiker gebruikersnaam yazar kullanici kullaniciadi автор пользователь имя كاتب الكاتب المؤلف المستخدم اسمالمستخدم المعلق الاسم',
  day: 'datum tag jour fecha giorno dia tarih дата تاريخ التاريخ',
  time: 'zeitpunkt zeitstempel datumuhrzeit datum uhrzeit zeit erstelltam horodatage dateheure dateetheure heure fechahora fecha hora dataora ora datahora tijdstip tijd tarih saat времяидата время дата تاريخ التاريخ الوقت وقت',
  id: 'kommentarid beitragsid identifiant idcommentaire idcomentario idcommento معرف المعرف رقمالتعليق',
  parent:
    'antwortauf antwortaufid elternid reponsea enreponsea idparent respuestaa enrespuestaa rispostaa respostaa antwoordop ответна رداعلى رداعلي ردعلى',
  article: 'artikel artikelid articleid articulo articolo artigo haber статья مقال المقال الخبر',
  thread: 'faden fil hilo discussione тема الموضوع',
  title: 'titel uberschrift titre titulo titolo baslik заголовок عنوان العنوان عنوانالمقال',
};

/** A column's name without case, accents, spaces and signs. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const namesOf = (field: MappedField): readonly string[] =>
  `${ENGLISH[field]} ${OTHERS[field]}`.split(' ').map(plainName);

/** The names each field is known by, likeliest first. */
export const KNOWN_NAMES: Readonly<Record<MappedField, readonly string[]>> = {
  author: namesOf('author'),
  day: namesOf('day'),
  time: namesOf('time'),
  text: namesOf('text'),
  id: namesOf('id'),
  parent: namesOf('parent'),
  article: namesOf('article'),
  thread: namesOf('thread'),
  title: namesOf('title'),
};
