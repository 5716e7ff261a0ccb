import { words } from "./words.ts";

/** The words that tell whose an address or number is, and whether it is the one to use. Languages as in `words.ts`. */

export const MY = words(
  "my mein meine meinen meiner meinem mon ma mes mi mis mio mia miei mie meu minha meus minhas",
);

/** Somebody whom the visitor knows. A genitive "s" is taken off before it is compared. */
export const RELATIONS = words(
  "colleague coworker co-worker boss manager wife husband partner girlfriend boyfriend friend mother father mom mum",
  "dad brother sister son daughter assistant secretary neighbour neighbor cousin uncle aunt roommate flatmate",
  "accountant lawyer landlord parents he she hotline helpdesk",
  "kollege kollegin kollegen chef chefin frau ehefrau mann ehemann partnerin freund freundin mutter vater mama papa",
  "bruder schwester sohn tochter assistentin sekretärin nachbar nachbarin vermieter eltern steuerberater anwalt er",
  "kundendienst kundenservice",
  "collègue patron patronne femme mari épouse compagnon compagne ami amie mère père frère sœur soeur fils fille",
  "assistante secrétaire voisin voisine parents comptable elle",
  "colega jefe jefa esposa esposo marido mujer novio novia amigo amiga madre padre hermano hermana hijo hija",
  "asistente secretaria vecino vecina compañero compañera él ella",
  "collega capo moglie marito fidanzato fidanzata amico amica lui lei fratello sorella figlio figlia segretaria vicino vicina",
  "chefe marido mulher namorado namorada mãe pai irmão irmã filho filha secretária vizinho vizinha contador ele ela",
);

/** Not the visitor's, when a word for the address or number, or the thing itself, comes next. */
export const OTHERS = words(
  "your yours his her hers their theirs",
  "ihre ihr ihrer ihren deine dein euer eure seine sein seiner deren",
  "votre vos ton ta tes son sa ses leur leurs",
  "tu tus su sus vuestro vuestra",
  "tuo tua suo sua vostro vostra loro",
  "seu sua teu tua dele dela vosso vossa deles delas",
);

/** No longer, or never, the right one. */
export const OUTDATED = words(
  "old previous former formerly wrong typo obsolete expired outdated longer anymore instead",
  "alt alte alten alter altes früher frühere früheren ehemalige falsch falsche falschen veraltet statt anstatt",
  "ancien ancienne erroné erronée faux fausse anciennement périmé lieu",
  "antiguo antigua anterior viejo vieja incorrecto incorrecta equivocado equivocada vez",
  "vecchio vecchia precedente sbagliato sbagliata errato errata invece",
  "antigo antiga velho velha errado errada incorreto incorreta invés",
);
export const YEARS = words("year years jahre jahr ans años anni anos");

export const NEGATIONS = words(
  "not never don't dont cannot cant isn't isnt without nobody",
  "nicht nie niemals kein keine keinen ohne niemand",
  "pas jamais sans personne",
  "no nunca sin jamás nadie",
  "non mai senza nessuno",
  "não nao nunca sem ninguém",
);
/** "no problem" denies nothing. */
export const HARMLESS = words(
  "problem problems worries problema problème probleme urgent sure idea",
);
/** With a negation behind the address or number: it is not the one to use. */
export const DENIED = words(
  "mine work works working valid correct right me use answer",
  "meine mein mir mehr gehört richtig antwortet funktioniert geht gültig stimmt",
  "mien mienne plus marche fonctionne bon bonne moi valable",
  "mío mía mio mia funciona más correcto válido",
  "funziona più giusto valido corretto",
  "meu minha mais certo",
);
/** Begin a new thought: a negation before one says nothing about what is behind it. */
export const BUTS = words("but aber sondern mais pero sino ma bensì mas porém");

/** Directly before it: where something came from, or how it once was. */
export const FROM = words("from von de da dal do del d' was war était etait era");
/** What was done with it: it may be anybody's. */
export const DONE = words(
  "wrote called emailed mailed sent rang reported tried used forward forwarded cc",
  "schrieb geschrieben angerufen geschickt gemailt weiterleiten",
  "écrit appelé envoyé",
  "escribí escribi llamé llamado enviado escrito",
  "scritto chiamato inviato mandato",
  "escrevi liguei enviei mandei",
);
