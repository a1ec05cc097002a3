// The Italian guide, word by word: a degree of before the national register, self-certified and confirmed by the
// university that awarded it.
import assert from 'node:assert/strict';
import { tell } from './lib/tale.mjs';

tell('it', {
  programme: (one) => one.firstLevel && !one.corporate && !one.required,
  titles: (guide) => guide.title({ university: 'Politecnico di Milano', course: 'ingegneria', day: '20/07/2005', marks: '105/110' }),
  papers: async (guide) => {
    const form = await guide.v.download(guide.w.download);
    assert.equal(form.subarray(0, 5).toString(), '%PDF-', 'the self-certification is a PDF, filled in');
    await guide.paper(guide.w.selfCertification, 'Autocertificazione');
  },
});
