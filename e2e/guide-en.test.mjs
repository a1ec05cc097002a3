// The English guide, word by word: a degree of the years that the national register knows, a request for corrections,
// the check of the qualification, the fee and the stamp duty.
import { tell } from './lib/tale.mjs';

tell('en', {
  programme: (one) => one.firstLevel && !one.corporate && !one.required,
  titles: (guide) => guide.title({ university: 'Bologna', course: 'ingegneria', day: '18/07/2019', marks: '110/110' }),
  papers: (guide) => guide.paper(guide.w.certificate, 'Certificate of the national register'),
});
