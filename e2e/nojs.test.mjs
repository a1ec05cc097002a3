// The English guide once more, with JavaScript switched off, by somebody from abroad: a degree obtained abroad, written
// by hand because the lists do not have it, with translations, certificate of comparability and residence permit.
import { tell } from './lib/tale.mjs';

tell('en', {
  scripts: false,
  person: {
    surname: 'Haddad', name: 'Leila', birthDay: '09/04/1994', birthCountry: /^(lebanon|libano)/i, birthPlace: 'Beirut', citizenship: /^(lebanon|libano|lebanese)/i, fiscal: null,
    home: { country: /^(lebanon|libano)/i, town: 'Beirut', postcode: '1107', street: 'Hamra Street', number: '14' },
  },
  programme: (one) => one.firstLevel && !one.corporate && !one.required && !one.distance,
  titles: (guide) => guide.title({ free: true, state: /^(lebanon|libano)/i, university: 'Cedar Institute of Design', course: 'Industrial design', level: /bachelor|first|triennale|laurea/i, day: '30/06/2016', marks: '3.7/4' }),
  papers: async (guide) => {
    const { w } = guide;
    for (const label of [w.certificate, w.certificateTranslation, w.transcript, w.transcriptTranslation, w.comparability]) await guide.paper(label, label);
  },
  permit: true,
});
