// The guide of certificates, word by word, in Italian.
import { tell } from './lib/certificate-tale.mjs';

tell('it');
