// People who exist nowhere, with papers that fit them.

const MONTHS = 'ABCDEHLMPRST';
const ODD = { 0: 1, 1: 0, 2: 5, 3: 7, 4: 9, 5: 13, 6: 15, 7: 17, 8: 19, 9: 21, A: 1, B: 0, C: 5, D: 7, E: 9, F: 13, G: 15, H: 17, I: 19, J: 21,
  K: 2, L: 4, M: 18, N: 20, O: 11, P: 3, Q: 6, R: 8, S: 12, T: 14, U: 16, V: 10, W: 22, X: 25, Y: 24, Z: 23 };

function letters(word, isName) {
  const plain = word.toUpperCase().normalize('NFD').replace(/[^A-Z]/g, '');
  const consonants = plain.replace(/[AEIOU]/g, '');
  const vowels = plain.replace(/[^AEIOU]/g, '');
  if (isName && consonants.length >= 4) return consonants[0] + consonants[2] + consonants[3];
  return `${consonants}${vowels}XXX`.slice(0, 3);
}

/** The Italian fiscal code (decree of 23 December 1976); `place` is the code of the place of birth. */
export function fiscalCode({ surname, name, gender, birthDay, place }) {
  const [day, month, year] = birthDay.split('/');
  const code = letters(surname, false) + letters(name, true) + year.slice(2) + MONTHS[Number(month) - 1]
    + String(Number(day) + (gender === 'F' ? 40 : 0)).padStart(2, '0') + place;
  const sum = [...code].reduce((total, sign, index) => total
    + (index % 2 === 0 ? ODD[sign] : /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65), 0);
  return code + String.fromCharCode(65 + (sum % 26));
}

const NAMES = ['Giulia', 'Marta', 'Elena', 'Sofia', 'Irene', 'Bianca', 'Carla', 'Lucia', 'Paola', 'Silvia'];
const SURNAMES = ['Bernasconi', 'Colombini', 'Ferrandi', 'Montagnani', 'Pellegrinelli', 'Rovatti', 'Salvadori', 'Trevisanello', 'Vanzetti', 'Zamboni'];
let made = Number(process.pid) % 90;

/** Somebody new. */
export function somebody(change = {}) {
  made += 1;
  const person = {
    surname: SURNAMES[made % 10],
    name: NAMES[Math.floor(made / 10) % 10],
    gender: 'F',
    birthDay: `${String((made % 27) + 1).padStart(2, '0')}/${String((Math.floor(made / 7) % 12) + 1).padStart(2, '0')}/1979`,
    birthCountry: /^ital/i,
    birthPlace: 'Milano',
    place: 'F205',
    citizenship: /^ital/i,
    mobile: '+39 333 1234567',
    password: 'quattro gatti suonano il tamburo',
    ...change,
  };
  person.email ??= `${person.name}.${person.surname}.${made}@posta.example`.toLowerCase();
  if (person.fiscal === undefined) person.fiscal = fiscalCode(person);
  return person;
}
