// The guide of certificates, word by word, in English; once more without JavaScript.
import { tell, tellWithoutScripts } from './lib/certificate-tale.mjs';

tell('en');
tellWithoutScripts('en');
